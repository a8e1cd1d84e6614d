import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.ling.IndexedWord;
import edu.stanford.nlp.pipeline.CoreDocument;
import edu.stanford.nlp.pipeline.CoreQuote;
import edu.stanford.nlp.pipeline.CoreSentence;
import edu.stanford.nlp.pipeline.StanfordCoreNLP;
import edu.stanford.nlp.semgraph.SemanticGraph;
import edu.stanford.nlp.semgraph.SemanticGraphEdge;
import edu.stanford.nlp.util.Pair;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs Stanford CoreNLP over folders of plain text, on one thread.
 *
 * <p>usage: CoreNlp parse OUT.conllu FOLDER… writes words, tags, lemmas and basic
 * dependencies in CoNLL-U; CoreNlp quotes OUT FOLDER… writes what the quote annotator
 * finds to the folder OUT, in brat standoff as PolNeAR has it: NAME.ann for each text
 * that has none there yet, since the coreference that it needs takes seconds an article.
 */
public final class CoreNlp {
  public static void main(String[] args) throws IOException {
    Path out = Path.of(args[1]);
    List<Path> texts = new ArrayList<>();
    for (String folder : List.of(args).subList(2, args.length)) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        files.filter(p -> p.toString().endsWith(".txt")).sorted().forEach(texts::add);
      }
    }
    boolean quotes = args[0].equals("quotes");
    Properties p = new Properties();
    p.setProperty("threads", "1");
    p.setProperty(
        "annotators",
        quotes ? "tokenize,pos,lemma,ner,depparse,coref,quote" : "tokenize,pos,lemma,depparse");
    StanfordCoreNLP nlp = new StanfordCoreNLP(p);
    if (quotes) {
      Files.createDirectories(out);
      for (Path t : texts) {
        Path ann = out.resolve(name(t) + ".ann");
        if (!Files.exists(ann)) {
          quotes(nlp, t, ann);
        }
      }
      return;
    }
    try (PrintWriter w = new PrintWriter(Files.newBufferedWriter(out))) {
      for (Path t : texts) {
        parse(nlp, t, w);
      }
    }
  }

  private static String name(Path p) {
    String s = p.getFileName().toString();
    return s.substring(0, s.length() - ".txt".length());
  }

  private static CoreDocument annotate(StanfordCoreNLP nlp, Path p) throws IOException {
    CoreDocument d = new CoreDocument(Files.readString(p, StandardCharsets.UTF_8));
    nlp.annotate(d);
    return d;
  }

  private static void parse(StanfordCoreNLP nlp, Path p, PrintWriter w) throws IOException {
    w.println("# newdoc id = " + name(p));
    for (CoreSentence s : annotate(nlp, p).sentences()) {
      SemanticGraph g = s.dependencyParse();
      for (CoreLabel t : s.tokens()) {
        IndexedWord node = g.getNodeByIndexSafe(t.index());
        int head = 0;
        String rel = "root";
        if (node != null && !g.getRoots().contains(node)) {
          for (SemanticGraphEdge e : g.incomingEdgeIterable(node)) {
            head = e.getGovernor().index();
            rel = e.getRelation().toString();
          }
        }
        w.println(
            Stream.of(
                    t.index(), t.originalText().replaceAll("\\s", " "), t.lemma(), "_", t.tag(), "_", head, rel, "_", "_")
                .map(String::valueOf)
                .collect(Collectors.joining("\t")));
      }
      w.println();
    }
  }

  /** Quotations of one mention of a speaker in one paragraph are one attribution in pieces. */
  private static void quotes(StanfordCoreNLP nlp, Path p, Path out) throws IOException {
    CoreDocument d = annotate(nlp, p);
    String text = d.text();
    StringBuilder b = new StringBuilder();
    int t = 0;
    int e = 0;
    List<CoreQuote> all = d.quotes() == null ? List.of() : d.quotes();
    for (int i = 0; i < all.size(); ) {
      int j = i + 1;
      while (j < all.size() && together(text, all.get(j - 1), all.get(j))) {
        j++;
      }
      List<int[]> pieces = new ArrayList<>();
      for (CoreQuote q : all.subList(i, j)) {
        pieces.add(new int[] {q.quoteCharOffsets().first, q.quoteCharOffsets().second});
      }
      int content = ++t;
      b.append(span(text, content, "Content", pieces));
      String source = "";
      if (all.get(i).speakerCharOffsets().isPresent()) {
        Pair<Integer, Integer> at = all.get(i).speakerCharOffsets().get();
        source = " Source:T" + ++t;
        b.append(span(text, t, "Source", List.of(new int[] {at.first, at.second})));
      }
      int trigger = ++t;
      b.append(span(text, trigger, "Attribution", pieces));
      b.append("E" + ++e + "\tAttribution:T" + trigger + " Content:T" + content + source + "\n");
      i = j;
    }
    Files.writeString(out, b.toString());
  }

  /** Whether two quotations have one mention of a speaker and no line break between them. */
  private static boolean together(String text, CoreQuote a, CoreQuote b) {
    return a.speakerCharOffsets().isPresent()
        && a.speakerCharOffsets().equals(b.speakerCharOffsets())
        && a.quoteCharOffsets().second <= b.quoteCharOffsets().first
        && text.substring(a.quoteCharOffsets().second, b.quoteCharOffsets().first).indexOf('\n') < 0;
  }

  /** A line of standoff; the offsets of CoreNLP are UTF-16, those of the line code points. */
  private static String span(String text, int id, String type, List<int[]> pieces) {
    String at =
        pieces.stream()
            .map(p -> text.codePointCount(0, p[0]) + " " + text.codePointCount(0, p[1]))
            .collect(Collectors.joining(";"));
    String words =
        pieces.stream()
            .map(p -> text.substring(p[0], p[1]).replaceAll("\\s", " "))
            .collect(Collectors.joining(" "));
    return "T" + id + "\t" + type + " " + at + "\t" + words + "\n";
  }

  private CoreNlp() {}
}

package en

import _ "embed"

// Claims is the model of cues, sources and contents.
//
//go:embed claims.model
var Claims []byte

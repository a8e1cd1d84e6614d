//go:build !unix

package main

import "time"

// processor returns the time since the start: the processor time is not known here.
func processor() time.Duration { return time.Since(begun) }

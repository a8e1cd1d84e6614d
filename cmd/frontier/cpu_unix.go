//go:build unix

package main

import (
	"syscall"
	"time"
)

// processor returns the processor time that the program has used: unlike the clock, it
// hardly depends on what else the machine does.
func processor() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return time.Since(begun)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

package cli

import (
	"errors"
	"fmt"
)

// The exit statuses. They never depend on the output format.
const (
	ExitOK       = 0 // clean
	ExitFindings = 1 // findings at or above --fail-on, or a gate not met
	ExitUsage    = 2 // wrong use or configuration
	ExitFailure  = 3 // could not read, write, or run
)

// exitHelp describes the statuses, for the help of every command.
const exitHelp = `Exit status:
  0  clean
  1  findings at or above --fail-on, or a gate not met
  2  wrong use or configuration
  3  could not read, write, or run`

// statusError is an error that knows its exit status.
type statusError struct {
	status int
	err    error // nil when everything has been said already
}

func (e *statusError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit status %d", e.status)
	}
	return e.err.Error()
}

func (e *statusError) Unwrap() error { return e.err }

// usagef returns an error of wrong use: exit status 2.
func usagef(format string, args ...any) error {
	return &statusError{status: ExitUsage, err: fmt.Errorf(format, args...)}
}

// errGate says that findings or a gate decide the status, and that the output has said why.
var errGate = &statusError{status: ExitFindings}

// ran marks errors that a command's own code returned, as against errors in its arguments.
type ran struct{ error }

func (r ran) Unwrap() error { return r.error }

// status returns the exit status of an error that Execute returned.
func status(err error) int {
	var s *statusError
	var r ran
	switch {
	case err == nil:
		return ExitOK
	case errors.As(err, &s):
		return s.status
	case errors.As(err, &r):
		return ExitFailure
	default:
		return ExitUsage // cobra refused the arguments
	}
}

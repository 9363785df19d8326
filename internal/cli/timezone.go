package cli

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/pir-cli/pir/internal/importer"
)

// localZone is the word for the zone of the machine.
const localZone = "local"

// zoneFlag is a flag that takes a time zone.
type zoneFlag struct {
	name string
	into **time.Location
}

// String returns the zone as it is typed.
func (z *zoneFlag) String() string { return z.name }

// Type returns what help calls a value.
func (z *zoneFlag) Type() string { return "zone" }

// Set reads the zone.
func (z *zoneFlag) Set(value string) error {
	zone, err := zoneNamed(value)
	if err == nil {
		z.name, *z.into = value, zone
	}
	return err
}

// addTimezone adds --timezone, the zone in which a command shows points in time. Without it they are shown as otherwise
// says. Days stay as they are: a due date is the same day everywhere.
func (a *app) addTimezone(cmd *cobra.Command, otherwise string) {
	cmd.Flags().Var(&zoneFlag{into: &a.zone}, "timezone", "show points in time in this `zone`, such as Europe/Berlin, UTC, +02:00 or local (default "+otherwise+")")
	complete(cmd, "timezone", []string{localZone, "UTC"})
}

// zoneNamed returns the zone that a word names: local, an IANA name, or an offset.
func zoneNamed(word string) (*time.Location, error) {
	if strings.EqualFold(strings.TrimSpace(word), localZone) {
		return time.Local, nil
	}
	name, err := importer.ParseZone(word)
	if err != nil {
		return nil, err //nolint:wrapcheck // the flag is named by the caller
	}
	if at, err := time.Parse("-07:00", name); err == nil {
		_, seconds := at.Zone()
		return time.FixedZone(name, seconds), nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("%w; write an offset such as +02:00", errUnknownZone)
	}
	return zone, nil
}

// errUnknownZone says that a zone has a name and the machine no table of it.
var errUnknownZone = errors.New("this machine does not know the zone")

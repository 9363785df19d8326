package git

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
)

// Content is the content of a blob.
type Content struct {
	Blob    string
	Bytes   []byte // nil when it is missing or too large
	Size    int64
	Missing bool // the repository does not have it, as in a partial clone
}

// Contents passes the content of every blob of ids to each, in their order, from one git that runs until ids is
// closed. One that has more bytes than limit is not kept in memory. An error of each ends it; ids is read to its end
// in any case.
func (r Repo) Contents(ctx context.Context, ids <-chan string, limit int64, each func(Content) error) error {
	defer func() {
		for range ids {
		}
	}()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := r.command(ctx, "cat-file", "--batch", "--buffer")
	var errOut bytes.Buffer
	cmd.Stderr = &errOut
	in, err := cmd.StdinPipe()
	if err != nil {
		return fmt.Errorf("git cat-file: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return fmt.Errorf("git cat-file: %w", err)
	}
	if err := cmd.Start(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return ErrNoProgram
		}
		return fmt.Errorf("git cat-file: %w", err)
	}
	asked := make(chan error, 1)
	go func() { asked <- ask(in, ids) }()
	if err := answers(bufio.NewReaderSize(out, 256<<10), limit, each); err != nil {
		cancel()
		_ = cmd.Wait() // it was told to end
		return err
	}
	err = <-asked
	if werr := cmd.Wait(); werr != nil {
		return failure("cat-file", werr, errOut.String())
	}
	if err != nil {
		return fmt.Errorf("git cat-file: %w", err)
	}
	return nil
}

// ask writes one id a line. Ids are sent on as soon as none is waiting, so that git has something to do.
func ask(in io.WriteCloser, ids <-chan string) error {
	w := bufio.NewWriter(in)
	var failed error
	for id := range ids {
		if failed != nil {
			continue
		}
		if _, failed = w.WriteString(id + "\n"); failed == nil && len(ids) == 0 {
			failed = w.Flush()
		}
	}
	return errors.Join(failed, w.Flush(), in.Close())
}

// answers reads what cat-file writes: a line with id, type and size, the bytes and a line end; or id and "missing".
func answers(out *bufio.Reader, limit int64, each func(Content) error) error {
	for {
		head, err := out.ReadString('\n')
		if errors.Is(err, io.EOF) && head == "" {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read git cat-file: %w", err)
		}
		words := strings.Fields(head)
		if len(words) < 2 {
			return fmt.Errorf("git cat-file: cannot read %q", head)
		}
		c := Content{Blob: words[0], Missing: len(words) != 3}
		if !c.Missing {
			if c.Size, err = strconv.ParseInt(words[2], 10, 64); err != nil {
				return fmt.Errorf("git cat-file: cannot read %q", head)
			}
			if c.Bytes, err = content(out, c.Size, limit); err != nil {
				return err
			}
		}
		if err := each(c); err != nil {
			return err
		}
	}
}

// content reads the bytes of a blob and the line end behind them.
func content(out *bufio.Reader, size, limit int64) ([]byte, error) {
	if size > limit {
		if _, err := io.CopyN(io.Discard, out, size+1); err != nil {
			return nil, fmt.Errorf("read git cat-file: %w", err)
		}
		return nil, nil
	}
	b := make([]byte, size+1)
	if _, err := io.ReadFull(out, b); err != nil {
		return nil, fmt.Errorf("read git cat-file: %w", err)
	}
	return b[:size:size], nil
}

// readWords returns the words of a file.
func readWords(file string) ([]string, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return strings.Fields(string(b)), nil
}

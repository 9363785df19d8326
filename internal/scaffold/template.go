package scaffold

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"text/template"

	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/report"
	"github.com/pir-cli/pir/internal/source"
	"github.com/pir-cli/pir/templates"
)

// TemplateError is a fault in a repository's own template, with the file and the line where it is.
type TemplateError struct{ message string }

func (e *TemplateError) Error() string { return e.message }

// reportTemplate is a template and where it comes from.
type reportTemplate struct {
	name string // path in the repository, "" for the built-in one
	text string
}

// findTemplate returns the first own template that exists, else the built-in one. Own templates are opened below
// root only: a pir.yaml or a link that points elsewhere is refused.
func findTemplate(root *os.Root, pol *policy.Policy, severity, kind string) (reportTemplate, error) {
	for _, stem := range []string{severity, kind, "report"} {
		if strings.ContainsAny(stem, `/\`) {
			continue // a severity may be called anything
		}
		name := path.Join(pol.Templates, stem+".md")
		f, err := root.Open(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return reportTemplate{}, fmt.Errorf("read template %s: %w", name, unwrapPath(err))
		}
		text, err := io.ReadAll(io.LimitReader(f, report.MaxFile))
		if err = errors.Join(err, f.Close()); err != nil {
			return reportTemplate{}, fmt.Errorf("read template %s: %w", name, unwrapPath(err))
		}
		return reportTemplate{name: name, text: string(text)}, nil
	}
	return reportTemplate{text: templates.Report}, nil
}

// fill runs a template. It can use the data and the two functions that write text as YAML, and nothing else. The
// result of an own template is read back, because a report that cannot be read is of no use to anybody.
func fill(t reportTemplate, d Data) ([]byte, error) {
	name := t.name
	if name == "" {
		name = "the built-in template"
	}
	tmpl, err := template.New(name).Option("missingkey=error").
		Funcs(template.FuncMap{"quote": quote, "list": list}).Parse(t.text)
	if err != nil {
		return nil, templateError(err)
	}
	var b bytes.Buffer
	if err := tmpl.Execute(&limited{w: &b, left: report.MaxFile}, d); err != nil {
		return nil, templateError(err)
	}
	made := report.NewParser().Parse(source.New(name, b.Bytes()))
	if made.HasFrontMatter && strings.Contains(made.Title.Value, d.Title) {
		return b.Bytes(), nil
	}
	why := fmt.Sprintf("its title reads %q for %q; write `title: {{quote .Title}}`", made.Title.Value, d.Title)
	if !made.HasFrontMatter && len(made.Problems) > 0 {
		p := made.Problems[0]
		why = fmt.Sprintf("line %d of it: %s", made.File.Position(p.Span.Start).Line, p.Message)
	}
	return nil, &TemplateError{message: fmt.Sprintf("%s makes a report that cannot be read: %s", name, why)}
}

// templateError rewords an error of text/template, which starts with "template: NAME:LINE".
func templateError(err error) error {
	return &TemplateError{message: strings.TrimPrefix(err.Error(), "template: ") + "; the README beside it says what there is"}
}

// limited stops a template that writes without end.
type limited struct {
	w    io.Writer
	left int
}

func (l *limited) Write(b []byte) (int, error) {
	if l.left -= len(b); l.left < 0 {
		return 0, fmt.Errorf("the report gets larger than %d MB", report.MaxFile>>20)
	}
	return l.w.Write(b)
}

// unwrapPath drops the operation and the path that os errors carry, because the caller names the path.
func unwrapPath(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err
	}
	return err
}

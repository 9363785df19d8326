package render

import (
	"encoding/xml"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/pir-cli/pir/internal/lint"
)

const junitXSD = "testdata/schema/jenkins-junit.xsd"

// TestJUnitSchema validates what is written against the schema of Jenkins.
func TestJUnitSchema(t *testing.T) {
	schema := readXSD(t)
	for name, res := range map[string]lint.Result{"hostile": hostile(), "nothing": {}} {
		if err := schema.validate(written(t, "junit", res)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestJUnitSchemaRefuses holds that the validation can fail.
func TestJUnitSchemaRefuses(t *testing.T) {
	schema := readXSD(t)
	text := written(t, "junit", hostile())
	for name, change := range map[string][2]string{
		"an unknown attribute": {`classname="`, `file="x" classname="`},
		"a missing attribute":  {`<testcase name="file-name"`, `<testcase`},
		"an unknown element":   {`<system-out>`, `<note></note><system-out>`},
		"a wrong order":        {`<failure type="error"`, `<system-out>x</system-out><failure type="error"`},
		"too many":             {`<skipped>`, `<skipped>x</skipped><skipped>`},
		"text between":         {`<testsuite `, `text<testsuite `},
		"elements in a text":   {`<skipped>`, `<skipped><failure></failure>`},
		"another root":         {`<testsuites`, `<suites`},
	} {
		changed := strings.Replace(text, change[0], change[1], 1)
		if name == "another root" {
			changed = strings.Replace(changed, "</testsuites", "</suites", 1)
		}
		if changed == text {
			t.Errorf("%s: %s is not written", name, change[0])
		}
		if schema.validate(changed) == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

// xsd is the part of XML Schema that the schema of Jenkins uses: named elements that are text or have
// attributes of any text and a sequence of other elements.
type xsd struct {
	Elements []xsdElement `xml:"element"`
	Other    []xmlNode    `xml:",any"`
}

type xsdElement struct {
	Name  string      `xml:"name,attr"`
	Ref   string      `xml:"ref,attr"`
	Type  string      `xml:"type,attr"`
	Min   string      `xml:"minOccurs,attr"`
	Max   string      `xml:"maxOccurs,attr"`
	Shape *xsdComplex `xml:"complexType"`
	Other []xmlNode   `xml:",any"`
}

type xsdComplex struct {
	Mixed      bool `xml:"mixed,attr"`
	Sequence   *xsd `xml:"sequence"`
	Attributes []struct {
		Name string `xml:"name,attr"`
		Type string `xml:"type,attr"`
		Use  string `xml:"use,attr"`
	} `xml:"attribute"`
	Other []xmlNode `xml:",any"`
}

// xmlNode is an element of a document.
type xmlNode struct {
	XMLName    xml.Name
	Attributes []xml.Attr `xml:",any,attr"`
	Text       string     `xml:",chardata"`
	Children   []xmlNode  `xml:",any"`
}

// readXSD reads the schema, and fails when it uses what validate does not know.
func readXSD(t *testing.T) xsd {
	t.Helper()
	text, err := os.ReadFile(junitXSD)
	if err != nil {
		t.Fatal(err)
	}
	var schema xsd
	decodeXML(t, string(text), &schema)
	unknown := schema.Other
	for _, e := range schema.Elements {
		unknown = append(unknown, e.Other...)
		if e.Shape == nil && e.Type != "xs:string" {
			t.Errorf("%s has type %s", e.Name, e.Type)
			continue
		}
		if e.Shape == nil {
			continue
		}
		unknown = append(unknown, e.Shape.Other...)
		for _, a := range e.Shape.Attributes {
			if a.Type != "xs:string" {
				t.Errorf("%s of %s has type %s", a.Name, e.Name, a.Type)
			}
		}
		if e.Shape.Sequence != nil {
			unknown = append(unknown, e.Shape.Sequence.Other...)
		}
	}
	if len(unknown) > 0 || len(schema.Elements) < 9 {
		t.Fatalf("%d elements, not known: %v", len(schema.Elements), unknown)
	}
	return schema
}

func (s xsd) validate(text string) error {
	var root xmlNode
	if err := xml.Unmarshal([]byte(text), &root); err != nil {
		return err
	}
	return s.check(root)
}

func (s xsd) check(n xmlNode) error {
	name := n.XMLName.Local
	i := slices.IndexFunc(s.Elements, func(e xsdElement) bool { return e.Name == name })
	if i < 0 {
		return fmt.Errorf("there is no element %s", name)
	}
	shape := s.Elements[i].Shape
	if shape == nil {
		if len(n.Children)+len(n.Attributes) > 0 {
			return fmt.Errorf("%s is not only text", name)
		}
		return nil
	}
	if !shape.Mixed && strings.TrimSpace(n.Text) != "" {
		return fmt.Errorf("%s has text %q", name, n.Text)
	}
	for _, a := range n.Attributes {
		if !shape.allows(a.Name.Local) {
			return fmt.Errorf("%s has no attribute %s", name, a.Name.Local)
		}
	}
	for _, a := range shape.Attributes {
		if a.Use == "required" && !slices.ContainsFunc(n.Attributes, func(b xml.Attr) bool { return b.Name.Local == a.Name }) {
			return fmt.Errorf("%s needs an attribute %s", name, a.Name)
		}
	}
	if err := shape.order(n); err != nil {
		return err
	}
	for _, child := range n.Children {
		if err := s.check(child); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func (c *xsdComplex) allows(attribute string) bool {
	for _, a := range c.Attributes {
		if a.Name == attribute {
			return true
		}
	}
	return false
}

// order compares the children of an element with its sequence.
func (c *xsdComplex) order(n xmlNode) error {
	rest := n.Children
	if c.Sequence != nil {
		for _, want := range c.Sequence.Elements {
			count := 0
			for len(rest) > 0 && rest[0].XMLName.Local == want.Ref && (want.Max == "unbounded" || count == 0) {
				rest = rest[1:]
				count++
			}
			if count == 0 && want.Min != "0" {
				return fmt.Errorf("%s needs a %s", n.XMLName.Local, want.Ref)
			}
		}
	}
	if len(rest) > 0 {
		return fmt.Errorf("%s may not stand there in %s", rest[0].XMLName.Local, n.XMLName.Local)
	}
	return nil
}

// Package schema makes a JSON Schema of what the readers of reports and of the policy say of their fields. It is
// pure: it knows the tables of fields and the words of a policy, and reads no file.
package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Dialect is the version of JSON Schema that the schemas are written in. They use only words that draft-07 has
// too, for tools that stopped there.
const Dialect = "https://json-schema.org/draft/2020-12/schema"

// Schema is a JSON Schema, or a part of one. Fields that are zero say nothing.
type Schema struct {
	Dialect     string     `json:"$schema,omitempty"`
	ID          string     `json:"$id,omitempty"`
	Title       string     `json:"title,omitempty"`
	Description string     `json:"description,omitempty"`
	Type        Types      `json:"type,omitempty"`
	Const       any        `json:"const,omitempty"`
	Enum        []any      `json:"enum,omitempty"`
	Pattern     string     `json:"pattern,omitempty"`
	PatternHint string     `json:"patternErrorMessage,omitempty"` // what editors say when the pattern does not match; not part of JSON Schema
	Minimum     *float64   `json:"minimum,omitempty"`
	Maximum     *float64   `json:"maximum,omitempty"`
	Examples    []any      `json:"examples,omitempty"`
	AnyOf       []*Schema  `json:"anyOf,omitempty"`
	Not         *Schema    `json:"not,omitempty"`
	Properties  Properties `json:"properties,omitempty"`
	Additional  any        `json:"additionalProperties,omitempty"` // false, or nil for any
	Required    []string   `json:"required,omitempty"`
	Items       *Schema    `json:"items,omitempty"`
	Contains    *Schema    `json:"contains,omitempty"`
}

// Types are the kinds of value that a schema allows.
type Types []string

// MarshalJSON writes a single kind without a list, as people do.
func (t Types) MarshalJSON() ([]byte, error) {
	var v any = []string(t)
	if len(t) == 1 {
		v = t[0]
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write types: %w", err)
	}
	return b, nil
}

// Properties are the keys of an object in the order of the format.
type Properties []Property

// Property is one key of an object.
type Property struct {
	Name   string
	Schema *Schema
}

// MarshalJSON writes the keys in their order, which a map would not keep.
func (p Properties) MarshalJSON() ([]byte, error) {
	b := bytes.NewBufferString("{")
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	for i, prop := range p {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := enc.Encode(prop.Name); err != nil {
			return nil, fmt.Errorf("write key %s: %w", prop.Name, err)
		}
		b.WriteByte(':')
		if err := enc.Encode(prop.Schema); err != nil {
			return nil, fmt.Errorf("write the schema of %s: %w", prop.Name, err)
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Word is a word of a vocabulary and what it means, or "".
type Word struct {
	Value string
	Doc   string
}

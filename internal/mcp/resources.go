package mcp

import (
	"context"
	"strings"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

const templateURI = "pir://template/"

// resources adds what an assistant needs to write a report: the schemas, and the template for a severity.
func (b *builder) resources() {
	for _, kind := range []struct{ name, doc string }{
		{"report", "JSON Schema of the front matter of a report, with the words of this repository's policy"},
		{"policy", "JSON Schema of pir.yaml"},
	} {
		b.server.AddResource(&sdk.Resource{
			URI: "pir://schema/" + kind.name, Name: kind.name + " schema", Description: kind.doc, MIMEType: "application/schema+json",
		}, b.resource("application/schema+json", func(string) Call { return Call{Args: arguments("schema", kind.name)} }))
	}
	b.server.AddResourceTemplate(&sdk.ResourceTemplate{
		URITemplate: templateURI + "{severity}", Name: "template", MIMEType: "text/markdown",
		Description: "The template of a report of that severity, an entry of the policy, with hints in comments",
	}, b.resource("text/markdown", func(uri string) Call {
		return Call{Args: arguments("new", "--print").text("severity", strings.TrimPrefix(uri, templateURI)).rest("Title")}
	}))
}

// resource answers a request for a resource with what a command writes.
func (b *builder) resource(mime string, call func(uri string) Call) sdk.ResourceHandler {
	return func(ctx context.Context, req *sdk.ReadResourceRequest) (*sdk.ReadResourceResult, error) {
		text, err := b.run(ctx, call(req.Params.URI))
		if err != nil {
			return nil, err
		}
		return &sdk.ReadResourceResult{Contents: []*sdk.ResourceContents{{URI: req.Params.URI, MIMEType: mime, Text: string(text)}}}, nil
	}
}

package evidence

import (
	"bytes"

	"github.com/pir-cli/pir/internal/render"
)

// writeWorkbook puts all tables into one workbook, a sheet each, for those who filter.
func (b *builder) writeWorkbook() {
	var out bytes.Buffer
	if err := render.TableBook(&out, "Evidence "+b.period.Name(), b.asOf, b.tables...); err != nil {
		b.errs = append(b.errs, err)
	}
	b.add("tables.xlsx", out.Bytes())
}

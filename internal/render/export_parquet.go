package render

import (
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/pir-cli/pir/internal/export"
)

// exportParquet writes the first table, which is the only one, with the types of its columns: what is not known is null,
// a list is a LIST of strings, a day is a DATE and a point in time a TIMESTAMP in UTC.
func exportParquet(w io.Writer, t Tables, s Style) error {
	table := &t.List[0]
	out := parquet.NewWriter(w, parquetSchema(table),
		parquet.CreatedBy("pir", s.Version, ""), parquet.Compression(&parquet.Snappy), parquet.KeyValueMetadata("as_of", isoDay(t.AsOf)))
	for _, cells := range table.Rows {
		if _, err := out.WriteRows([]parquet.Row{parquetRow(table, cells)}); err != nil {
			return fmt.Errorf("write parquet: %w", err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("write parquet: %w", err)
	}
	return nil
}

// inOrder is a group whose columns stand in an order of their own; those of parquet.Group stand by name.
type inOrder struct {
	parquet.Group
	fields []parquet.Field
}

// Fields returns the columns in their order.
func (g inOrder) Fields() []parquet.Field { return g.fields }

func parquetSchema(table *export.Table) *parquet.Schema {
	group := parquet.Group{}
	place := map[string]int{}
	for i, c := range table.Columns {
		group[c.Name], place[c.Name] = parquetNode(c.Kind), i
	}
	fields := group.Fields()
	slices.SortFunc(fields, func(a, b parquet.Field) int { return place[a.Name()] - place[b.Name()] })
	return parquet.NewSchema(table.Name, inOrder{group, fields})
}

func parquetNode(kind export.Kind) parquet.Node {
	switch kind {
	case export.Texts:
		return parquet.List(parquet.String())
	case export.Number:
		return parquet.Optional(parquet.Leaf(parquet.DoubleType))
	case export.Count:
		return parquet.Optional(parquet.Int(64))
	case export.Day:
		return parquet.Optional(parquet.Date())
	case export.Moment:
		return parquet.Optional(parquet.Timestamp(parquet.Millisecond))
	case export.Flag:
		return parquet.Optional(parquet.Leaf(parquet.BooleanType))
	case export.Text:
	}
	return parquet.Optional(parquet.String())
}

// parquetRow writes the cells of a row with their levels: of how many optional and repeated fields around a value are
// there, and at which of them it repeats.
func parquetRow(table *export.Table, cells []any) parquet.Row {
	row := make(parquet.Row, 0, len(cells))
	for i, v := range cells {
		list, ok := v.([]string)
		switch {
		case table.Columns[i].Kind == export.Texts && (!ok || len(list) == 0):
			row = append(row, parquet.NullValue().Level(0, 0, i))
		case ok:
			for n, text := range list {
				row = append(row, parquet.ValueOf(text).Level(min(n, 1), 1, i))
			}
		case v == nil:
			row = append(row, parquet.NullValue().Level(0, 0, i))
		default:
			row = append(row, parquetValue(table.Columns[i].Kind, v).Level(0, 1, i))
		}
	}
	return row
}

func parquetValue(kind export.Kind, v any) parquet.Value {
	switch v := v.(type) {
	case int:
		return parquet.Int64Value(int64(v))
	case time.Time:
		if kind == export.Day {
			const day = 24 * 60 * 60
			return parquet.Int32Value(int32(v.Unix() / day)) //nolint:gosec // years of six digits fit
		}
		return parquet.Int64Value(v.UnixMilli())
	}
	return parquet.ValueOf(v)
}

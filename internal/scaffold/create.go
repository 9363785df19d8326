package scaffold

import (
	"fmt"
	"os"
	"path"
)

// Create writes a new file below root, with its folder. name has forward slashes. A file that exists is never touched;
// the error is then one of fs.ErrExist.
func Create(root, name string, b []byte) error {
	dir, err := os.OpenRoot(root)
	if err != nil {
		return fmt.Errorf("open %s: %w", root, unwrapPath(err))
	}
	defer dir.Close() //nolint:errcheck // nothing is written through the folder itself
	if err := dir.MkdirAll(path.Dir(name), 0o755); err != nil {
		return fmt.Errorf("make folder %s: %w", path.Dir(name), unwrapPath(err))
	}
	return create(dir, name, b)
}

package cli

import (
	"github.com/pir-cli/pir/internal/lint"
	"github.com/pir-cli/pir/internal/people"
	"github.com/pir-cli/pir/internal/policy"
	"github.com/pir-cli/pir/internal/register"
	"github.com/pir-cli/pir/internal/source"
)

// maxSide is the most bytes that are read of pir.yaml and the people file.
const maxSide = 4 << 20

// world reads the files of the repository that rules need besides the reports. A faulty people file and a register
// that is no table are refused with all their faults; what is wrong with a row of the register, rules tell.
func (r *repo) world() (lint.World, error) {
	w := lint.World{Exists: r.files.exists}
	var err error
	if w.Policy, err = r.files.side(policy.FileName, maxSide); err != nil {
		return w, err
	}
	if w.People, err = r.people(); err != nil {
		return w, err
	}
	w.Register, err = r.register()
	return w, err
}

// people reads the people file; nil without one.
func (r *repo) people() (*people.List, error) {
	file, err := r.named("people", r.policy.People, people.FileName, maxSide)
	if file == nil || err != nil {
		return nil, err
	}
	list, problems := people.Parse(file)
	if len(problems) > 0 {
		return nil, policyError(file, problems)
	}
	return list, nil
}

// register reads the incident register; nil without one.
func (r *repo) register() (*register.Register, error) {
	file, err := r.named("register.file", r.policy.Register.File, register.FileName, register.MaxFile)
	if file == nil || err != nil {
		return nil, err
	}
	table, problems := register.Parse(file, r.policy.Register.Format())
	if len(problems) > 0 {
		return nil, policyError(file, problems)
	}
	return table, nil
}

// named reads a file that the policy names. Only one that the policy does not call as the default may be missing.
func (r *repo) named(key, name, usual string, limit int64) (*source.File, error) {
	file, err := r.files.side(name, limit)
	if file == nil && err == nil && name != usual {
		return nil, usagef("%s: %s is %q, and there is no such file", policy.FileName, key, name)
	}
	return file, err
}

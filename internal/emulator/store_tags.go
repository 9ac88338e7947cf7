// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"maps"
	"time"
)

// tagged returns the recorder with an ARN. Other resources have no tags here.
func (r *region) tagged(arn string) (*recorder, error) {
	for _, rec := range r.recorders {
		if rec.status.ARN == arn {
			return rec, nil
		}
	}
	return nil, refuse("ResourceNotFound", "ResourceArn '%s' does not exist", arn)
}

// tags returns the tags of a recorder.
func (s *Store) tags(at location, arn string) (tags map[string]string, err error) {
	s.read(at, func(r *region, _ time.Time) {
		var rec *recorder
		if rec, err = r.tagged(arn); err == nil {
			tags = maps.Clone(rec.tags)
		}
	})
	return tags, err
}

// changeTags calls fn to change the tags of a recorder. If fn returns an error, the tags
// do not change.
func (s *Store) changeTags(at location, arn string, fn func(tags map[string]string) error) error {
	return s.change(at, func(r *region, _ time.Time) error {
		rec, err := r.tagged(arn)
		if err != nil {
			return err
		}
		tags := map[string]string{}
		maps.Copy(tags, rec.tags)
		if err := fn(tags); err != nil {
			return err
		}
		rec.tags = tags
		return nil
	})
}

// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// sample is a figure that was taken several times.
type sample []float64

// quantile is the value below which that part of the figures lies, between two of them
// where none stands there.
func (s sample) quantile(part float64) float64 {
	if len(s) == 0 {
		return math.NaN()
	}
	sorted := slices.Sorted(slices.Values(s))
	at := part * float64(len(sorted)-1)
	below := int(at)
	above := min(below+1, len(sorted)-1)
	return sorted[below] + (at-float64(below))*(sorted[above]-sorted[below])
}

func (s sample) median() float64 { return s.quantile(0.5) }

// show is the median with the middle half, each in the given format.
func (s sample) show(format string) string {
	if len(s) == 0 {
		return "–"
	}
	return fmt.Sprintf(format+" ("+format+"–"+format+")", s.median(), s.quantile(0.25), s.quantile(0.75))
}

// over is the ratio of each figure to that of another plan in the same round.
func (s sample) over(other sample) sample {
	var ratios sample
	for i := range min(len(s), len(other)) {
		ratios = append(ratios, s[i]/other[i])
	}
	return ratios
}

func (s sample) times(factor float64) sample {
	scaled := make(sample, 0, len(s))
	for _, value := range s {
		scaled = append(scaled, value*factor)
	}
	return scaled
}

func TestSample(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		sample sample
		want   string
	}{
		{nil, "–"},
		{sample{2}, "2.0 (2.0–2.0)"},
		{sample{4, 1, 3, 2}, "2.5 (1.8–3.2)"},
		{sample{9, 1, 2, 3, 4}, "3.0 (2.0–4.0)"},
		{sample{1, 2, 3}.over(sample{2, 2, 2}), "1.0 (0.8–1.2)"},
		{sample{1, 2, 3}.over(sample{2}), "0.5 (0.5–0.5)"},
		{sample{1, 2, 3}.times(10), "20.0 (15.0–25.0)"},
	} {
		if got := test.sample.show("%.1f"); got != test.want {
			t.Errorf("%v: got %s, want %s", test.sample, got, test.want)
		}
	}
}

// SPDX-License-Identifier: MPL-2.0

package bench_test

import (
	"fmt"
	"math"
	"slices"
	"testing"
)

// sample is a figure of each round.
type sample []float64

func (s sample) median() float64 {
	sorted := slices.Sorted(slices.Values(s))
	return (sorted[(len(s)-1)/2] + sorted[len(s)/2]) / 2
}

// ratio is a mean with its 95 % confidence interval.
type ratio struct{ mean, low, high float64 }

// over returns the ratio of two figures of the same rounds. It uses the mean of the
// logarithms, so that a slow round does not outweigh the others.
func (s sample) over(other sample) ratio {
	n := float64(len(s))
	var mean, squares float64
	for i := range s {
		mean += math.Log(s[i]/other[i]) / n
	}
	for i := range s {
		squares += math.Pow(math.Log(s[i]/other[i])-mean, 2)
	}
	margin := 1.96 * math.Sqrt(squares/(n-1)/n)
	return ratio{math.Exp(mean), math.Exp(mean - margin), math.Exp(mean + margin)}
}

func (r ratio) String() string {
	return fmt.Sprintf("%.3f (%.3f–%.3f)", r.mean, r.low, r.high)
}

func TestSample(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		sample sample
		want   float64
	}{
		{sample{2}, 2},
		{sample{4, 1, 3, 2}, 2.5},
		{sample{9, 1, 2, 3, 4}, 3},
	} {
		if got := test.sample.median(); got != test.want {
			t.Errorf("%v: got the median %v, want %v", test.sample, got, test.want)
		}
	}
	// The logarithms are -1, 0 and 1 times that of 2, and their standard deviation is that of 2.
	for want, got := range map[string]ratio{
		"2.000 (2.000–2.000)": sample{2, 4, 6}.over(sample{1, 2, 3}),
		"1.000 (0.456–2.191)": sample{1, 2, 4}.over(sample{2, 2, 2}),
	} {
		if got.String() != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

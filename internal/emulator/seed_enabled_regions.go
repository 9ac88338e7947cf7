// SPDX-License-Identifier: MPL-2.0

package emulator

func (s *Seed) readEnabledRegions(m member) error {
	accounts, err := valueOf[[]member](m.value, m.name, "an object")
	if err != nil {
		return err
	}
	for _, account := range accounts {
		if err := checkAccount(account.name, account.line); err != nil {
			return err
		}
		if s.enabledRegions[account.name], err = readRegionList(account.value); err != nil {
			return err
		}
	}
	return nil
}

// readRegionList reads a list of regions without duplicates.
func readRegionList(n node) ([]string, error) {
	list, err := valueOf[[]node](n, "the enabled regions of an account", "a list")
	if err != nil {
		return nil, err
	}
	names, lines := []string{}, map[string]int{}
	for _, n := range list {
		name, err := valueOf[string](n, "an enabled region", "a string")
		if err != nil {
			return nil, err
		}
		if err := checkRegion(name, n.line); err != nil {
			return nil, err
		}
		if first, ok := lines[name]; ok {
			return nil, errorAt(n.line, "the region %q is already in line %d", name, first)
		}
		lines[name] = n.line
		names = append(names, name)
	}
	return names, nil
}

// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

var emailPattern = regexp.MustCompile(`^[^\s@]+@[^\s@]+\.[^\s@]+$`)

func (s *Seed) readOrganization(m member) error {
	org := &organization{pageSize: maxAccountPage}
	delegates := []node{}
	err := m.value.fields("an organization", fields{
		"accounts": org.readAccounts,
		"delegatedAdministrators": func(m member) (err error) {
			delegates, err = valueOf[[]node](m.value, m.name, "a list")
			return err
		},
		"emptyFirstPage": boolean(&org.emptyFirstPage),
		"managementAccount": func(m member) (err error) {
			org.managementAccount, err = readAccountID(m.value, m.name)
			return err
		},
		"pageSize": wholeNumber(&org.pageSize, "number", 1, maxAccountPage),
	})
	if err != nil {
		return err
	}
	if org.managementAccount == "" {
		return errorAt(m.value.line, "the managementAccount is missing")
	}
	org.addManagementAccount()
	for _, n := range delegates {
		account, err := readAccountID(n, "a delegated administrator")
		if err != nil {
			return err
		}
		if account == org.managementAccount || !org.has(account) {
			return errorAt(n.line, "the delegated administrator %q is not a member account: add it to accounts", account)
		}
		org.delegatedAdministrators = append(org.delegatedAdministrators, account)
	}
	s.organization = org
	return nil
}

func (o *organization) readAccounts(m member) error {
	accounts, err := valueOf[[]member](m.value, m.name, "an object")
	if err != nil {
		return err
	}
	for _, account := range accounts {
		if err := checkAccount(account.name, account.line); err != nil {
			return err
		}
		a := newOrganizationAccount(account.name)
		if err := a.read(account.value); err != nil {
			return err
		}
		o.accounts = append(o.accounts, a)
	}
	return nil
}

func (a *organizationAccount) read(n node) error {
	err := n.fields("an account of an organization", fields{
		"email": text(&a.Email),
		"name":  text(&a.Name),
		"state": text(&a.State),
	})
	if err != nil {
		return err
	}
	states := []string{statePendingActivation, stateActive, stateSuspended, statePendingClosure, stateClosed}
	switch {
	case len(a.Email) < 6 || len(a.Email) > 64 || !emailPattern.MatchString(a.Email):
		return errorAt(n.lineOf("email"), "%q is not an email address of 6 to 64 characters", a.Email)
	case len([]rune(a.Name)) > 128:
		return errorAt(n.lineOf("name"), "the name has %d characters, but the maximum is 128", len([]rune(a.Name)))
	case !slices.Contains(states, a.State):
		return errorAt(n.lineOf("state"), "%q is not the state of an account: use one of %s", a.State, strings.Join(states, ", "))
	}
	return nil
}

// addManagementAccount adds the management account if it is missing, and sorts the
// accounts. At AWS, the account that creates an organization has the join method
// INVITED.
func (o *organization) addManagementAccount() {
	if !o.has(o.managementAccount) {
		o.accounts = append(o.accounts, newOrganizationAccount(o.managementAccount))
	}
	slices.SortFunc(o.accounts, func(a, b organizationAccount) int { return cmp.Compare(a.ID, b.ID) })
	for i := range o.accounts {
		if o.accounts[i].ID == o.managementAccount {
			o.accounts[i].JoinedMethod = joinedByInvitation
		}
	}
}

// SPDX-License-Identifier: MPL-2.0

package awsclient

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/config"
)

// SettingError means that an environment variable has a value that cannot be used.
type SettingError struct {
	Reason string // What is wrong and how to correct it.
	Err    error
}

func (e *SettingError) Error() string { return e.Reason }

func (e *SettingError) Unwrap() error { return e.Err }

// ProfileError means that a profile of the shared files does not exist or cannot be used.
type ProfileError struct {
	Reason string // What is wrong and how to correct it.
	Err    error
}

func (e *ProfileError) Error() string { return e.Reason }

func (e *ProfileError) Unwrap() error { return e.Err }

// explain finds out why the SDK could not load the settings. It returns *BundleError,
// *ProfileError, *SettingError or the error itself.
func (c Config) explain(err error) error {
	var (
		needsARN  config.CredentialRequiresARNError
		needsMFA  config.AssumeRoleTokenProviderNotSetError
		noProfile config.SharedConfigProfileNotExistError
		noSource  config.SharedConfigAssumeRoleError
	)
	name := c.profile()
	shared := c.readShared()
	chain, circular := shared.chain(name)
	invalid := func(format string, values ...any) error {
		return &ProfileError{Reason: fmt.Sprintf(format, values...), Err: err}
	}
	switch mode := os.Getenv("AWS_RETRY_MODE"); {
	case mode != "" && ValidateRetryMode(mode) != nil:
		return &SettingError{Err: err, Reason: fmt.Sprintf("the environment variable AWS_RETRY_MODE is %q, which the provider does not support: set it to standard or adaptive, or unset it", mode)}

	case errors.As(err, &noSource) && circular:
		return invalid("the profiles refer to one another with source_profile, from %s: give one of them credentials instead", strings.Join(append(chain, chain[0]), " to "))
	case errors.As(err, &noSource) && errors.As(err, &noProfile):
		return invalid("the profile %q, which source_profile names, does not exist: %s", noSource.Profile, shared.missing(noSource.Profile))
	case errors.As(err, &noSource):
		return invalid("the profile %q, which source_profile names, has no credentials: add them to it, or name another profile", noSource.Profile)
	case errors.As(err, &noProfile):
		return invalid("%s names the profile %q, which does not exist: %s", c.profileOrigin(), noProfile.Profile, shared.missing(noProfile.Profile))
	case errors.As(err, &needsARN):
		return invalid("the profile %q has %s but no role_arn: add the role, or remove %[2]s", needsARN.Profile, needsARN.Type)
	case errors.As(err, &needsMFA):
		for _, link := range chain {
			if shared.value(link, "mfa_serial") != "" {
				name = link
				break
			}
		}
		return invalid("the role of the profile %q requires an MFA code (mfa_serial), which the provider cannot ask for: "+
			"get temporary credentials with `aws configure export-credentials --profile %[1]s --format env`, set them in the environment and select no profile", name)
	}
	for _, link := range chain {
		if section, missing := shared.halfKey(link); missing != "" {
			return invalid("the profile %q in %s has no %s: add it, or remove the other half of the key", link, section.file, missing)
		}
		if mode := shared.value(link, "retry_mode"); mode != "" && ValidateRetryMode(mode) != nil {
			return invalid("the profile %q has the retry_mode %q, which the provider does not support: set it to standard or adaptive, or remove it", link, mode)
		}
	}
	if c.CustomCABundle == "" {
		source, file := "the environment variable AWS_CA_BUNDLE", os.Getenv("AWS_CA_BUNDLE")
		if file == "" {
			source, file = fmt.Sprintf("ca_bundle of the profile %q", name), shared.value(name, "ca_bundle")
		}
		if _, unusable := readBundle(file); file != "" && unusable != nil {
			return &BundleError{Source: source, Err: unusable}
		}
	}
	return err
}

// explainAbsence finds out why no source of credentials was found. It returns
// *ProfileError or *SettingError if the environment or a profile has incomplete settings
// for one, or nil.
func (c Config) explainAbsence(err error) error {
	id, secret := firstEnv("AWS_ACCESS_KEY_ID", "AWS_ACCESS_KEY"), firstEnv("AWS_SECRET_ACCESS_KEY", "AWS_SECRET_KEY")
	switch {
	case id != "" && secret == "":
		return &SettingError{Err: err, Reason: "the environment variable AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not: set both"}
	case id == "" && secret != "":
		return &SettingError{Err: err, Reason: "the environment variable AWS_SECRET_ACCESS_KEY is set, but AWS_ACCESS_KEY_ID is not: set both"}
	}
	shared, name := c.readShared(), c.profile()
	encoding := shared.encoding()
	switch named := c.profileOrigin() != ""; {
	case shared.has(name) && named:
		return &ProfileError{Err: err, Reason: fmt.Sprintf("%s names the profile %q, which has no credentials: add them to it, or name another profile", c.profileOrigin(), name)}
	case named:
		return &ProfileError{Err: err, Reason: fmt.Sprintf("%s names the profile %q, which does not exist: %s", c.profileOrigin(), name, shared.missing(name))}
	case encoding != "":
		return &ProfileError{Err: err, Reason: "the profiles of a shared file cannot be read: " + encoding}
	}
	return nil
}

// profile returns the name of the selected profile.
func (c Config) profile() string {
	return cmp.Or(c.Profile, firstEnv("AWS_PROFILE", "AWS_DEFAULT_PROFILE"), config.DefaultSharedConfigProfile)
}

// profileOrigin returns the setting that selects the profile, or an empty string.
func (c Config) profileOrigin() string {
	switch {
	case c.Profile != "":
		return "the argument profile"
	case os.Getenv("AWS_PROFILE") != "":
		return "the environment variable AWS_PROFILE"
	case os.Getenv("AWS_DEFAULT_PROFILE") != "":
		return "the environment variable AWS_DEFAULT_PROFILE"
	}
	return ""
}

func firstEnv(names ...string) string {
	for _, name := range names {
		if value := os.Getenv(name); value != "" {
			return value
		}
	}
	return ""
}

// sharedFiles is the content of the shared files. It is only read after a failure, for
// diagnostics, because the errors of the SDK do not contain enough.
type sharedFiles struct {
	files    []string
	sections []sharedSection
}

type sharedSection struct {
	file    string
	heading string // The text in the brackets.
	profile string // Empty if the SDK ignores the section.
	values  map[string]string
}

func (c Config) readShared() sharedFiles {
	configFiles, credentialsFiles := expandPaths(c.SharedConfigFiles), expandPaths(c.SharedCredentialsFiles)
	if len(configFiles) == 0 {
		configFiles = []string{cmp.Or(os.Getenv("AWS_CONFIG_FILE"), config.DefaultSharedConfigFilename())}
	}
	if len(credentialsFiles) == 0 {
		credentialsFiles = []string{cmp.Or(os.Getenv("AWS_SHARED_CREDENTIALS_FILE"), config.DefaultSharedCredentialsFilename())}
	}
	shared := sharedFiles{files: slices.Concat(configFiles, credentialsFiles)}
	for i, file := range shared.files {
		content, err := os.ReadFile(file)
		if err != nil {
			continue // The SDK does the same.
		}
		var section *sharedSection
		for line := range strings.Lines(string(content)) {
			line, _, _ = strings.Cut(strings.TrimSpace(line), " #")
			if heading, ok := strings.CutPrefix(line, "["); ok {
				heading, _, _ = strings.Cut(heading, "]")
				heading = strings.TrimSpace(heading)
				shared.sections = append(shared.sections, sharedSection{file: file, heading: heading, profile: profileOf(heading, i < len(configFiles)), values: map[string]string{}})
				section = &shared.sections[len(shared.sections)-1]
			} else if key, value, ok := strings.Cut(line, "="); ok && section != nil {
				section.values[strings.ToLower(strings.TrimSpace(key))] = strings.Trim(strings.TrimSpace(value), `"'`)
			}
		}
	}
	return shared
}

// profileOf returns the profile of a section heading. In the configuration file, all
// profiles except for the default have a prefix.
func profileOf(heading string, inConfigFile bool) string {
	fields := strings.Fields(heading)
	switch {
	case inConfigFile && len(fields) == 2 && fields[0] == "profile":
		return fields[1]
	case len(fields) == 1 && (!inConfigFile || heading == config.DefaultSharedConfigProfile):
		return heading
	}
	return ""
}

func (s sharedFiles) has(profile string) bool {
	return slices.ContainsFunc(s.sections, func(section sharedSection) bool { return section.profile == profile })
}

// value returns the value of a key in the last section of a profile that contains it.
func (s sharedFiles) value(profile, key string) string {
	for _, section := range slices.Backward(s.sections) {
		if value := section.values[key]; section.profile == profile && value != "" {
			return value
		}
	}
	return ""
}

// halfKey returns a section of the profile with only one half of an access key, and the
// name of the missing half.
func (s sharedFiles) halfKey(profile string) (sharedSection, string) {
	for _, section := range s.sections {
		id, secret := section.values["aws_access_key_id"], section.values["aws_secret_access_key"]
		switch {
		case section.profile != profile:
		case id != "" && secret == "":
			return section, "aws_secret_access_key"
		case id == "" && secret != "":
			return section, "aws_access_key_id"
		}
	}
	return sharedSection{}, ""
}

// chain returns a profile and the profiles to which source_profile leads, and reports
// whether they form a loop.
func (s sharedFiles) chain(profile string) (profiles []string, circular bool) {
	for ; profile != ""; profile = s.value(profile, "source_profile") {
		if i := slices.Index(profiles, profile); i >= 0 {
			return profiles[i:], true
		}
		profiles = append(profiles, profile)
	}
	return profiles, false
}

// missing explains why a profile is not found, or where to add it.
func (s sharedFiles) missing(profile string) string {
	for _, section := range s.sections {
		name := strings.TrimSpace(strings.TrimPrefix(section.heading, "profile "))
		switch {
		case strings.Trim(name, `"'`) != profile:
		case name != profile:
			return fmt.Sprintf("remove the quotes from [%s] in %s", section.heading, section.file)
		case strings.HasPrefix(section.heading, "profile "):
			return fmt.Sprintf("write [%s] instead of [%s] in %s, which is a credentials file", profile, section.heading, section.file)
		default:
			return fmt.Sprintf("write [profile %s] instead of [%s] in %s, which is a configuration file", profile, section.heading, section.file)
		}
	}
	if encoding := s.encoding(); encoding != "" {
		return encoding
	}
	return "correct the name, or add the profile to " + strings.Join(s.files, " or ")
}

// encoding explains which file the SDK cannot read because of its encoding, or returns
// an empty string. Editors and shells of Windows write such files.
func (s sharedFiles) encoding() string {
	for _, file := range s.files {
		content, err := os.ReadFile(file)
		switch {
		case err != nil:
		case bytes.HasPrefix(content, []byte("\xef\xbb\xbf")):
			return file + " begins with a byte order mark: save it as UTF-8 without one"
		case bytes.ContainsRune(content, 0):
			return file + " is not encoded as UTF-8, but probably as UTF-16: save it as UTF-8"
		}
	}
	return ""
}

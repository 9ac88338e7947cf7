# Which places are checked, and what was read in each. A place is an account and a region, with
# the key "ACCOUNT REGION". If no accounts are listed, the key has no account, because not
# every read reveals the account of the credentials.
#
# With thousands of places, lookup, try and can on a map of all places take minutes. So what
# was read is grouped by place once.

locals {
  read           = data.awsconfig_configuration_recorder_statuses.this
  own_account    = local.wanted.account_ids == null && !local.wanted.all_accounts
  own_account_id = length(local.read.account_ids) == 1 ? one(local.read.account_ids) : ""

  # Every place that was read has a recorder in statuses or is in not_recording.
  read_in_places = concat(
    [for value in local.read.not_recording : { what = "not_recording", value = value }],
    [for value in local.read.statuses : { what = "status", value = value }],
  )

  # A mock can have a region or an account in one list alone. The guard does not pass then.
  silent_regions  = setsubtract(local.read.regions, local.read_in_places[*].value.region)
  silent_accounts = setsubtract(local.own_account ? [] : local.read.account_ids, local.read_in_places[*].value.account_id)

  read_by_key = {
    for found in concat(
      local.read_in_places,
      [for region in local.silent_regions : { what = "not_recording", value = { account_id = "*", message = null, reason = "Unreadable", region = region } }],
      [for id in local.silent_accounts : { what = "not_recording", value = { account_id = id, message = null, reason = "Unreadable", region = "*" } }],
      [for value in local.read.errors : { what = "status_error", value = value }],
      [for value in flatten(data.awsconfig_configuration_recorders.this[*].recorders) : { what = "recorder", value = value }],
      [for value in flatten(data.awsconfig_configuration_recorders.this[*].errors) : { what = "recorder_error", value = value }],
      [for value in flatten(data.awsconfig_delivery_channels.this[*].delivery_channels) : { what = "channel", value = value }],
      [for value in flatten(data.awsconfig_delivery_channels.this[*].errors) : { what = "channel_error", value = value }],
      [for value in flatten(data.awsconfig_delivery_channel_statuses.this[*].statuses) : { what = "channel_status", value = value }],
      [for value in flatten(data.awsconfig_delivery_channel_statuses.this[*].errors) : { what = "channel_status_error", value = value }],
    ) : "${local.own_account ? "" : found.value.account_id} ${found.value.region}" => found...
  }

  # The errors that concern a whole account or all accounts.
  wide_errors = {
    for key, all in local.read_by_key : key => {
      for error in all : error.what => error.value if endswith(error.what, "_error")
    } if endswith(key, " *")
  }

  places = {
    for key, place in {
      for key, all in local.read_by_key : key => {
        account_id       = local.own_account ? local.own_account_id : split(" ", key)[0]
        region           = split(" ", key)[1]
        not_recording    = [for found in all : found.value if found.what == "not_recording"]
        statuses         = [for found in all : found.value if found.what == "status"]
        recorders        = [for found in all : found.value if found.what == "recorder"]
        channels         = [for found in all : found.value if found.what == "channel"]
        channel_statuses = [for found in all : found.value if found.what == "channel_status"]
        errors = merge(
          try(local.wide_errors["* *"], {}),
          try(local.wide_errors["${split(" ", key)[0]} *"], {}),
          { for found in all : found.what => found.value if endswith(found.what, "_error") },
        )
      }
      } : key => merge(place, {
        at     = { key = key, account_id = place.account_id, region = place.region }
        reason = length(place.not_recording) > 0 ? place.not_recording[0].reason : "Recording"
        text = (
          place.account_id == "" && place.region == "*" ? "the account of the credentials" :
          place.account_id == "" ? place.region :
          join(" of ", concat(place.region == "*" ? [] : [place.region], [place.account_id == "*" ? "all accounts of the organization" : "account ${place.account_id}"]))
        )
    })
    if length(place.not_recording) + length(place.statuses) > 0 && !contains(local.wanted.exempt_accounts, place.account_id) && !contains(local.wanted.exempt_regions, place.region)
  }

  # The regions and accounts to build on. They depend on what was asked for, and on the lists
  # of AWS Account Management and AWS Organizations, but not on AWS Config. If such a list
  # could not be fetched, they are null: a shorter list would destroy what was built.
  regions_listed  = !anytrue([for place in local.places : place.region == "*"])
  accounts_listed = !anytrue([for error in local.read.errors : error.account_id == "*"])
  regions = (
    !local.wanted.all_regions ? setsubtract(local.read.regions, local.wanted.exempt_regions) :
    local.regions_listed ? toset([for place in local.places : place.region]) : null
  )
  account_ids = (
    local.read_account_ids != null ? local.read_account_ids :
    local.wanted.all_accounts && local.accounts_listed ? setsubtract(local.read.account_ids, local.wanted.exempt_accounts) : null
  )

  # Exemptions that match nothing. If a list could not be fetched, nobody knows.
  unused_exemptions = sort(concat(
    local.wanted.account_ids != null ? tolist(setsubtract(local.wanted.exempt_accounts, local.wanted.account_ids)) :
    local.accounts_listed ? tolist(setsubtract(local.wanted.exempt_accounts, local.read.account_ids)) : [],
    local.wanted.regions != null ? tolist(setsubtract(local.wanted.exempt_regions, local.wanted.regions)) :
    !anytrue([for error in local.read.errors : error.region == "*"]) ? tolist(setsubtract(local.wanted.exempt_regions, local.read.regions)) : [],
  ))
}

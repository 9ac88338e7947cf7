provider "awsconfig" {
  profile = "audit"
}

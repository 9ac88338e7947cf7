provider "awsconfig" {}

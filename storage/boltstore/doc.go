// Package boltstore keeps a workspace in one file of bbolt.
package boltstore

// The server that HashiCorp Vault's own main package starts, built as Vault's "minimal" edition (build tag `minimal`)
// and given back what the tests ask for: the logins aws, github, kubernetes and ldap, the engines aws and totp. All
// editions share these; what is left out are the clients of other clouds and databases, two thirds of the build.
//
// For tests only: the licence of Vault 1.21 (BUSL 1.1) allows no more. No line of it is in this repository or in what
// the repository ships.
package main

import (
	"os"
	"reflect"
	"unsafe"

	kubernetesLogin "github.com/hashicorp/vault-plugin-auth-kubernetes"
	awsLogin "github.com/hashicorp/vault/builtin/credential/aws"
	githubLogin "github.com/hashicorp/vault/builtin/credential/github"
	ldapLogin "github.com/hashicorp/vault/builtin/credential/ldap"
	awsEngine "github.com/hashicorp/vault/builtin/logical/aws"
	totpEngine "github.com/hashicorp/vault/builtin/logical/totp"
	"github.com/hashicorp/vault/command"
	"github.com/hashicorp/vault/helper/builtinplugins"
	"github.com/hashicorp/vault/sdk/logical"
)

func main() {
	add("credentialBackends", map[string]logical.Factory{
		"aws":        awsLogin.Factory,
		"github":     githubLogin.Factory,
		"kubernetes": kubernetesLogin.Factory,
		"ldap":       ldapLogin.Factory,
	})
	add("logicalBackends", map[string]logical.Factory{
		"aws":  awsEngine.Factory,
		"totp": totpEngine.Factory,
	})
	os.Exit(command.Run(os.Args[1:]))
}

// The registry's maps are private, and so is the type of what they hold: its field Factory is not.
func add(field string, factories map[string]logical.Factory) {
	private := reflect.ValueOf(builtinplugins.Registry).Elem().FieldByName(field)
	backends := reflect.NewAt(private.Type(), unsafe.Pointer(private.UnsafeAddr())).Elem()
	for name, factory := range factories {
		backend := reflect.New(private.Type().Elem()).Elem()
		backend.FieldByName("Factory").Set(reflect.ValueOf(factory))
		backends.SetMapIndex(reflect.ValueOf(name), backend)
	}
}

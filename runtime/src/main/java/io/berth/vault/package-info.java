/** Ansible Vault's format read and written, the passwords for it, and where the secrets of a playbook come from. */
package io.berth.vault;

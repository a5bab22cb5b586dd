/** Inventories that are no playbook code: Ansible's in their several forms, lists of names, files of variables. */
package io.berth.inventory;

/** Task types of the user's own: found beside the playbook and in jars, compiled, loaded. */
package io.berth.own;

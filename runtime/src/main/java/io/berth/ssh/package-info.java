/**
 * Hosts reached over SSH: one connection a host, by the user's ssh configuration, keys, agent and known hosts.
 * {@link io.berth.ssh.SshTransport} is the door.
 */
package io.berth.ssh;

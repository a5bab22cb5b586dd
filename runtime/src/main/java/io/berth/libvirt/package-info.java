/** What libvirt says of a host, read from virsh's answers and its XML, and what is compared with it. */
package io.berth.libvirt;

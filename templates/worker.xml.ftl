<#--
  A generic worker: virtio disk and network, serial console kept in a log, guest agent.

  Variables, all optional, of the slot, its host or the playbook:
    domainType  kvm; qemu where the host has no KVM for its guests
    machine     pc
    kernel, initrd, cmdline, init
                direct kernel boot: the kernel and its initial RAM disk on the host, further kernel arguments, and the
                program that is the guest's first; without kernel the guest boots from its disk
    diskCache   none
-->
<#assign type = vars.domainType!"kvm">
<domain type="${type}">
  <name>${name}</name>
  <uuid>${uuid}</uuid>
  <memory unit="KiB">${memoryKib}</memory>
  <vcpu>${vcpus}</vcpu>
  <os>
    <type arch="x86_64" machine="${vars.machine!"pc"}">hvm</type>
    <#if vars.kernel??>
    <kernel>${vars.kernel}</kernel>
    <#if vars.initrd??>
    <initrd>${vars.initrd}</initrd>
    </#if>
    <cmdline>console=ttyS0 root=/dev/${root}<#if vars.cmdline??> ${vars.cmdline}</#if><#if vars.init??> init=${vars.init}</#if></cmdline>
    </#if>
  </os>
  <features>
    <acpi/>
    <apic/>
    <#if type == "qemu">
    <tcg>
      <tb-cache unit="MiB">64</tb-cache>
    </tcg>
    </#if>
  </features>
  <cpu mode="${(type == "qemu")?then("maximum", "host-passthrough")}"/>
  <clock offset="utc"/>
  <on_poweroff>destroy</on_poweroff>
  <on_reboot>restart</on_reboot>
  <on_crash>destroy</on_crash>
  <devices>
    <#list disks as disk>
    <disk type="${disk.type}" device="disk">
      <driver name="qemu" type="${disk.format}" cache="${vars.diskCache!"none"}" discard="unmap"/>
      <source ${(disk.type == "block")?then("dev", "file")}="${disk.path}"/>
      <target dev="${disk.target}" bus="virtio"/>
    </disk>
    </#list>
    <#list nics as nic>
    <interface type="network">
      <#if nic.mac?has_content>
      <mac address="${nic.mac}"/>
      </#if>
      <source network="${nic.network}"/>
      <model type="${nic.model}"/>
      <#if vars.kernel??>
      <rom enabled="no"/>
      </#if>
    </interface>
    </#list>
    <serial type="pty">
      <target port="0"/>
      <log file="/var/log/libvirt/qemu/${name}-serial.log" append="off"/>
    </serial>
    <console type="pty">
      <target type="serial" port="0"/>
    </console>
    <channel type="unix">
      <target type="virtio" name="org.qemu.guest_agent.0"/>
    </channel>
    <rng model="virtio">
      <backend model="random">/dev/urandom</backend>
    </rng>
    <memballoon model="none"/>
    <controller type="usb" model="none"/>
  </devices>
</domain>

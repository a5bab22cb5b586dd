This is ${host.name}<#if role??>, a ${role}</#if>.
<#list groups as name, members>
  ${name}: ${members?join(", ")}
</#list>

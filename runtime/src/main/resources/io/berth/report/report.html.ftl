<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src '${scriptHash}'" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<title>${head.name} · ${head.meaning} · berth</title>
<style>
${css?no_esc}</style>
</head>
<body>
<#macro outcome words style><span class="outcome ${style}">${words}</span></#macro>
<#macro link anchor text><#if anchor?has_content><a href="#${anchor}">${text}</a><#else>${text}</#if></#macro>
<#macro lines of><#list of as line><#if line.error()><span class="stderr">${line.text()}</span><#else>${line.text()}</#if>
</#list></#macro>
<header class="${head.verdict}">
<p class="product">berth run ${head.run}</p>
<h1>${head.name}</h1>
<p class="verdict">${head.meaning}</p>
<#if counts?has_content>
<ul class="counts" aria-label="Tasks by outcome">
<#list counts as count>
<li><b>${count.n}</b> <@outcome count.outcome count.style /></li>
</#list>
</ul>
</#if>
<dl>
<div><dt>Took</dt><dd>${head.took}</dd></div>
<div><dt>Started</dt><dd>${head.when}</dd></div>
<#if head.run?has_content>
<div><dt>By</dt><dd>${head.user} on ${head.controller}</dd></div>
<div><dt>Playbook</dt><dd><code>${head.playbook}</code></dd></div>
<#if head.limit?has_content><div><dt>Limited to</dt><dd><code>${head.limit}</code></dd></div></#if>
<#if head.resumes?has_content><div><dt>Goes on with</dt><dd>run ${head.resumes}</dd></div></#if>
<div><dt>Version</dt><dd>${head.version}, ${head.forks} forks</dd></div>
</#if>
</dl>
<nav aria-label="Sections">
<#if faults?has_content || lost?has_content><a href="#failures">Failures</a></#if>
<#if plans?has_content><a href="#plan">Plan</a></#if>
<#if rows?has_content><a href="#timeline">Timeline</a></#if>
<#if tasks?has_content><a href="#graph">Graph</a> <a href="#tasks">Tasks</a></#if>
</nav>
</header>
<main>
<#if notes?has_content>
<section aria-label="Notes" class="notes">
<#list notes as note><p>${note}</p>
</#list>
</section>
</#if>
<#if faults?has_content || lost?has_content>
<section id="failures">
<h2>Failures</h2>
<#list lost as host>
<article class="fault">
<h3>${host.host()} was lost</h3>
<p class="cause">${host.cause()}</p>
</article>
</#list>
<#list faults as fault>
<article class="fault">
<h3><a href="#${fault.anchor}">${fault.what}</a> on ${fault.host}</h3>
<p class="cause">${fault.cause}</p>
<#if fault.command?has_content>
<pre class="command" tabindex="0"><code>${fault.command}</code></pre>
<p class="status">ended with status ${fault.status}<#if fault.tail?has_content>; its last lines:</#if></p>
</#if>
<#if fault.tail?has_content>
<pre tabindex="0"><#list fault.tail as line>${line}
</#list></pre>
</#if>
<dl>
<#if fault.where?has_content><div><dt>Where</dt><dd><code>${fault.where}</code></dd></div></#if>
<#if fault.next?has_content><div><dt>Next</dt><dd>${fault.next}</dd></div></#if>
</dl>
</article>
</#list>
</section>
</#if>
<#if plans?has_content>
<section id="plan">
<h2>Plan</h2>
<p class="lead">${planTotals}</p>
<#list plans as plan>
<details class="host"<#if plansOpen> open="open"</#if>>
<summary><h3>${plan.host}</h3> <span class="dim">${plan.totals}</span></summary>
<#if plan.changes?has_content>
<ul class="changes">
<#list plan.changes as change>
<li>
<#if change.diffs?has_content>
<details>
<summary><span class="symbol ${change.kind}" title="${change.kind}">${change.symbol}</span> <b>${change.name}</b> <span class="dim">${change.summary}</span></summary>
<#list change.diffs as diff>
<p class="what">${diff.what}</p>
<pre class="diff" tabindex="0"><#list diff.rows as row><span class="${row.kind}">${row.text}</span>
</#list></pre>
</#list>
</details>
<#else>
<p><span class="symbol ${change.kind}" title="${change.kind}">${change.symbol}</span> <b>${change.name}</b> <span class="dim">${change.summary}</span></p>
</#if>
</li>
</#list>
</ul>
</#if>
</details>
</#list>
</section>
</#if>
<#if rows?has_content>
<section id="timeline">
<h2>Timeline</h2>
<p class="lead">A bar is a task, its shades are the task’s phases. Hover or focus a bar for their times, open it for its output.</p>
<div class="timeline">
<div class="ticks" aria-hidden="true"><#list ticks as tick><span style="left:${tick.left}%">${tick.label}</span></#list></div>
<#list rows as host>
<div class="row">
<h3>${host.name}</h3>
<div class="lanes">
<#list ticks as tick><i style="left:${tick.left}%"></i></#list>
<#list host.lanes as lane>
<div class="lane">
<#list lane as bar>
<a class="bar ${bar.outcome}" href="#${bar.anchor}" style="left:${bar.left}%;width:${bar.width}%" title="${bar.title}" aria-label="${bar.title}"><#list bar.phases as phase><i class="shade${phase.shade}" style="left:${phase.left}%;width:${phase.width}%"></i></#list><span>${bar.label}</span></a>
</#list>
</div>
</#list>
</div>
</div>
</#list>
</div>
</section>
</#if>
<#if tasks?has_content>
<section id="graph">
<h2>Graph</h2>
<p class="lead">${tasks?size} tasks, ${edges} dependencies<#if picture?has_content>. Hover a line for why it is there.<#else>: too many to be read as a picture.</#if></p>
<#list picture as drawing>
<div class="graph" tabindex="0" role="region" aria-label="Task graph">
<svg width="${drawing.width}" height="${drawing.height}" viewBox="0 0 ${drawing.width} ${drawing.height}" xmlns="http://www.w3.org/2000/svg" role="group">
<#list drawing.curves as curve>
<g class="edge"><path d="${curve.path}" /><path class="touch" d="${curve.path}"><title>${curve.title}</title></path></g>
</#list>
<#list drawing.boxes as box>
<a href="#${box.anchor}" class="node ${box.outcome}"><title>${box.title}</title><rect x="${box.x}" y="${box.y}" width="${drawing.boxWidth}" height="${drawing.boxHeight}" rx="5" /><rect class="edge-mark" x="${box.x}" y="${box.y}" width="4" height="${drawing.boxHeight}" rx="2" /><svg x="${box.x}" y="${box.y}"><text x="12" y="15">${box.label}</text><text x="12" y="29" class="below">${box.below}</text></svg></a>
</#list>
</svg>
</div>
</#list>
<details class="list">
<summary>As a list</summary>
<table>
<thead><tr><th scope="col">Task</th><th scope="col">Host</th><th scope="col">After, and why</th></tr></thead>
<tbody>
<#list tasks as task>
<tr><th scope="row"><a href="#${task.anchor}">${task.name}</a></th><td>${task.host}</td><td><#list task.after as after><@link after.anchor after.task />: ${after.why}<#sep><br /></#sep><#else><span class="dim">nothing</span></#list></td></tr>
</#list>
</tbody>
</table>
</details>
</section>
<section id="tasks">
<h2>Tasks</h2>
<form class="filter" hidden="hidden" role="search">
<label>Text <input type="search" name="text" autocomplete="off" placeholder="in names and output" /></label>
<label>Host <select name="host"><option value="">all</option><#list hosts as host><option>${host}</option></#list></select></label>
<label>Outcome <select name="outcome"><option value="">all</option><#list counts as count><option>${count.outcome}</option></#list></select></label>
<output aria-live="polite"></output>
</form>
<#list tasks as task>
<details class="task ${task.style}" id="${task.anchor}" data-host="${task.host}" data-outcome="${task.outcome}">
<summary><@outcome task.outcome task.style /> <span class="on">${task.host}</span> <b>${task.name}</b> <span class="dim say">${task.summary}</span> <span class="took">${task.took}</span></summary>
<dl>
<#if task.where?has_content><div><dt>Where</dt><dd><code>${task.where}</code></dd></div></#if>
<#if task.copied?has_content><div><dt>Copied</dt><dd>${task.copied}</dd></div></#if>
<#if task.after?has_content><div><dt>After</dt><dd><#list task.after as after><@link after.anchor after.task /> <span class="dim">${after.why}</span><#sep><br /></#sep></#list></dd></div></#if>
</dl>
<#if task.phases?has_content>
<table>
<thead><tr><th scope="col">Phase</th><th scope="col" class="number">At</th><th scope="col" class="number">Took</th></tr></thead>
<tbody>
<#list task.phases as phase>
<tr><th scope="row">${phase.name}</th><td class="number">${phase.at}</td><td class="number">${phase.took}</td></tr>
</#list>
</tbody>
</table>
</#if>
<#if task.head?has_content || task.tail?has_content>
<pre class="output" tabindex="0"><@lines task.head /><#if task.leftOut?has_content><span class="left-out">${task.leftOut}</span>
</#if><@lines task.tail /></pre>
<#else>
<p class="dim">No output.</p>
</#if>
</details>
</#list>
</section>
</#if>
</main>
<script>${script?no_esc}</script>
</body>
</html>

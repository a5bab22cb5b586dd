/** Views of events: live console, plain lines, JSON lines, plans, error blocks, HTML. They render; they decide nothing. */
package io.berth.report;

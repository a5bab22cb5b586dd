package io.berth.report

/** As much of a terminal as the live view uses: lines that wrap, cursor up, erasing, and the cursor's visibility. Endless below. */
class Tty {

    boolean cursor = true
    private int columns = 80
    private int row = 0
    private int column = 0
    private List<StringBuilder> rows = [new StringBuilder()]
    private Set<Integer> wrapped = []

    void write(String text) {
        def tokens = text =~ /(?s)\u001b\[(\?25[lh]|\d*[AKJ])|./
        tokens.each { List<String> token ->
            String command = token[1]
            if (command == null) {
                put(token[0])
            } else if (command.startsWith('?25')) {
                cursor = command.endsWith('h')
            } else if (command.endsWith('A')) {
                row = Math.max(0, row - (command[0..-2] as int))
            } else {
                erase(command == 'J')
            }
        }
    }

    /** Reflows like tmux and most others: what is longer than a row takes several, and the cursor stays with its text. */
    void narrow(int to) {
        List<StringBuilder> before = rows
        assert row == before.size() - 1: 'the cursor was in the last row'
        int cursorColumn = column
        columns = to
        rows = [new StringBuilder()]
        row = column = 0
        wrapped = []
        int start = 0
        before.eachWithIndex { StringBuilder line, int i ->
            if (i > 0) {
                put('\n')
            }
            start = row
            line.toString().each { put(it) }
        }
        row = start + cursorColumn.intdiv(to)
        column = cursorColumn % to
    }

    List<String> getLines() {
        List<String> joined = []
        rows.eachWithIndex { StringBuilder line, int i ->
            if (i in wrapped) {
                joined[-1] = joined[-1] + line
            } else {
                joined << line.toString()
            }
        }
        joined*.stripTrailing()
    }

    String text() {
        lines.join('\n').stripTrailing()
    }

    private void put(String c) {
        if (c == '\n') {
            row++
            column = 0
            wrapped.remove(row)
        } else if (c == '\r') {
            column = 0
            return
        } else {
            if (column == columns) {
                row++
                column = 0
                wrapped << row
                grow()
            }
            StringBuilder line = rows[row]
            line.length() > column ? line.setCharAt(column, c as char) : line.append(c)
            column++
        }
        grow()
    }

    private void grow() {
        while (rows.size() <= row) {
            rows << new StringBuilder()
        }
    }

    private void erase(boolean below) {
        rows[row].length = Math.min(rows[row].length(), column)
        if (below) {
            rows = rows.take(row + 1)
            wrapped.removeAll { it > row }
        }
    }
}

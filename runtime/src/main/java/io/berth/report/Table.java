package io.berth.report;

import java.util.List;

/** Rows of text, their columns as wide as what is in them and two blanks apart. */
public final class Table {

    private Table() {
    }

    /** @param rows the heads first, all of one length; @return the lines, without ends */
    public static List<String> lines(List<List<String>> rows) {
        return rows.stream().map(row -> {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int at = column;
                int width = rows.stream().mapToInt(other -> other.get(at).length()).max().orElse(0);
                line.append(row.get(column)).append(" ".repeat(width - row.get(column).length() + 2));
            }
            return line.toString().stripTrailing();
        }).toList();
    }
}

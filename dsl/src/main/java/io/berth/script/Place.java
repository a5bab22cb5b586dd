package io.berth.script;

/** From where to where something stands in a file: lines and columns from 1 on, the last column the one after the end; 0: nowhere. */
record Place(int line, int column, int lastLine, int lastColumn) {

    static final Place NOWHERE = new Place(0, 0, 0, 0);
}

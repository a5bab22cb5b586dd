package io.berth.libvirt;

/** A text is not well-formed XML, or says what is not allowed in one. */
public final class XmlError extends Exception {

    private final int line;
    private final int column;

    XmlError(String message, int line, int column) {
        super(message);
        this.line = line;
        this.column = column;
    }

    /** 1-based; 0: not known. */
    public int line() {
        return line;
    }

    /** 1-based; 0: not known. */
    public int column() {
        return column;
    }
}

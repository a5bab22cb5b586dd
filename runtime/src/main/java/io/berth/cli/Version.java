package io.berth.cli;

/** Which berth this is. */
final class Version implements picocli.CommandLine.IVersionProvider {

    static final String TEXT = "0.1.0-SNAPSHOT";

    @Override
    public String[] getVersion() {
        return new String[] {"berth " + TEXT};
    }
}

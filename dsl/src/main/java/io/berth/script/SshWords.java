package io.berth.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What berth understands of arguments for ssh: {@code -J bastion}, {@code -o ProxyJump=bastion}.
 *
 * @param jump jump hosts with commas between; empty: none
 * @param others the arguments that are left
 */
record SshWords(String jump, String others) {

    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");
    private static final Pattern JUMP = Pattern.compile("-J(.+)|-o(?i:proxyjump)\\s*[= ]\\s*(.+)");

    static SshWords of(String arguments) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(arguments);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2) != null ? word.group(2) : word.group(3));
        }
        String jump = "";
        List<String> others = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            boolean apart = (words.get(i).equals("-o") || words.get(i).equals("-J")) && i + 1 < words.size();
            String option = apart ? words.get(i) + words.get(++i) : words.get(i);
            Matcher said = JUMP.matcher(option);
            if (said.matches()) {
                jump = said.group(1) != null ? said.group(1) : said.group(2);
            } else {
                others.add(apart ? option.substring(0, 2) + " " + option.substring(2) : option);
            }
        }
        return new SshWords(jump, String.join(" ", others));
    }
}

using System.Text;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Verbs;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Completion;

/// <summary>Completion for bash: one function with a case for each verb.</summary>
internal static class BashCompletion
{
    public static string Script()
    {
        var text = new StringBuilder();
        text.Append("""
            # bash completion for actorctl; made by 'actorctl completion bash'.
            _actorctl() {
                local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" verb="" words="" values="" i
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case "${COMP_WORDS[i]}" in
                        -H|--host|--reconnect) ((i++)) ;;
                        -*) ;;
                        *) verb="${verb:+$verb }${COMP_WORDS[i]}"; [[ " GROUPS " == *" $verb "* ]] || break ;;
                    esac
                done
                COMPREPLY=()

            """);
        text.Replace("GROUPS", string.Join(' ', VerbGroups.Names));
        text.Append($"    if [[ -z $verb ]]; then\n        words=\"{string.Join(' ', GlobalOptions.Table.Select(option => "--" + option.Name))} {string.Join(' ', VerbTable.Names.Where(name => !name.Contains(' ')).Concat(VerbGroups.Names))}\"\n");
        text.Append("        COMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n        return\n    fi\n    case \"$verb\" in\n");
        foreach (string group in VerbGroups.Names) text.Append($"        {group}) COMPREPLY=($(compgen -W \"{string.Join(' ', VerbGroups.Words(group))}\" -- \"$cur\")) ;;\n");
        foreach (var verb in VerbTable.All) One(text, verb);
        text.Append("    esac\n}\ncomplete -o default -F _actorctl actorctl\n");
        return text.ToString();
    }

    private static void One(StringBuilder text, Verb verb)
    {
        text.Append($"        {string.Join('|', VerbGroups.SpellingsOf(verb.Name).Prepend(verb.Name).Select(name => $"\"{name}\""))})\n            case \"$prev\" in\n");
        foreach (var option in verb.Options.Where(option => option.Kind != OptionKind.Flag && option.Choices.Count > 0))
            text.Append($"                {string.Join('|', CompletionWords.Spellings(option))}) COMPREPLY=($(compgen -W \"{string.Join(' ', option.Choices)}\" -- \"$cur\")); return ;;\n");
        string plain = string.Join('|', verb.Options.Where(option => option.Kind != OptionKind.Flag && option.Choices.Count == 0).SelectMany(CompletionWords.Spellings));
        if (plain.Length > 0) text.Append($"                {plain}) return ;;\n");
        text.Append("            esac\n");
        string options = string.Join(' ', verb.Options.Append(Parser.Help).SelectMany(CompletionWords.Spellings));
        text.Append($"            if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W \"{options}\" -- \"$cur\")); return; fi\n");
        string command = CompletionWords.Command(verb.Completes), words = string.Join(' ', CompletionWords.Fixed(verb.Completes));
        if (command.Length > 0) text.Append($"            COMPREPLY=($(compgen -W \"$({command})\" -- \"$cur\"))\n");
        else if (words.Length > 0) text.Append($"            COMPREPLY=($(compgen -W \"{words}\" -- \"$cur\"))\n");
        text.Append("            ;;\n");
    }
}

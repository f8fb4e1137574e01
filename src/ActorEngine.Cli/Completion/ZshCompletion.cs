using System.Text;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Verbs;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Completion;

/// <summary>Completion for zsh: _arguments with a description for each option.</summary>
internal static class ZshCompletion
{
    public static string Script()
    {
        var text = new StringBuilder("#compdef actorctl\n# zsh completion for actorctl; made by 'actorctl completion zsh'.\n");
        text.Append("_actorctl_list() { local -a found; found=(${(f)\"$(eval $1)\"}); compadd -a found }\n");
        text.Append("_actorctl() {\n    local context state line verb\n    typeset -A opt_args\n    _arguments -C \\\n");
        foreach (var option in GlobalOptions.Table) text.Append($"        {Spec(option, "--" + option.Name)} \\\n");
        text.Append("        '1:verb:->verb' '*::arguments:->rest'\n    case $state in\n        verb)\n            local -a verbs=(\n");
        foreach (var verb in VerbTable.All.Where(verb => !verb.Name.Contains(' '))) text.Append($"                {CompletionWords.Quoted($"{verb.Name}:{verb.Summary}")}\n");
        foreach (string group in VerbGroups.Names) text.Append($"                {CompletionWords.Quoted($"{group}:verbs of this group")}\n");
        text.Append("            )\n            _describe verb verbs ;;\n        rest)\n            local spelled=$words[1]\n");
        text.Append($"            if [[ \" {string.Join(' ', VerbGroups.Names)} \" == *\" $spelled \"* ]] && (( CURRENT > 2 )); then spelled=\"$spelled $words[2]\"; shift words; (( CURRENT-- )); fi\n");
        text.Append("            case $spelled in\n");
        foreach (string group in VerbGroups.Names) text.Append($"                {group}) _values verb {string.Join(' ', VerbGroups.Words(group))} ;;\n");
        foreach (var verb in VerbTable.All) One(text, verb);
        text.Append("            esac ;;\n    esac\n}\ncompdef _actorctl actorctl\n");
        return text.ToString();
    }

    private static void One(StringBuilder text, Verb verb)
    {
        text.Append($"                {string.Join('|', VerbGroups.SpellingsOf(verb.Name).Prepend(verb.Name).Select(name => $"\"{name}\""))}) _arguments -s");
        foreach (var option in verb.Options.Append(Parser.Help))
        {
            foreach (string spelling in CompletionWords.Spellings(option)) text.Append($" \\\n                    {Spec(option, spelling)}");
        }

        string command = CompletionWords.Command(verb.Completes), words = string.Join(' ', CompletionWords.Fixed(verb.Completes));
        string operands = command.Length > 0 ? $"{{_actorctl_list {CompletionWords.Quoted(command)}}}" : words.Length > 0 ? $"({words})" : "_files";
        if (verb.Completes != Completes.Nothing) text.Append($" \\\n                    {CompletionWords.Quoted($"*:operand:{operands}")}");
        text.Append(" ;;\n");
    }

    private static string Spec(Option option, string spelling)
    {
        string many = option.Kind == OptionKind.List ? "*" : "";
        string help = option.Help.Replace("[", "\\[").Replace("]", "\\]").Replace(":", "\\:");
        string value = option.Kind == OptionKind.Flag ? "" : $":{option.Name}:{(option.Choices.Count > 0 ? $"({string.Join(' ', option.Choices)})" : option.Completes == Completes.File ? "_files" : " ")}";
        return CompletionWords.Quoted($"{many}{spelling}[{help}]{value}");
    }
}

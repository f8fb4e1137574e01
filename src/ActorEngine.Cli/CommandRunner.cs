using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Composing;
using ActorEngine.Cli.Formatting.Templates;
using ActorEngine.Cli.Help;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Terminals;
using ActorEngine.Cli.Values;
using ActorEngine.Cli.Verbs;
using ActorEngine.Contracts;
using ActorEngine.Shapes;
using ActorEngine.Transport;

namespace ActorEngine.Cli;

/// <summary>From words to an exit code: finds the verb, parses, runs, and words every failure.</summary>
internal sealed class CommandRunner(CliConsole console)
{
    private Verb? verb;

    public async Task<int> RunAsync(string[] words)
    {
        try
        {
            return await DispatchAsync(words);
        }
        catch (UsageException error)
        {
            console.Complain($"actorctl: {error.Message}");
            console.Complain($"Try '{(error.Verb is { } named ? $"actorctl {named} --help" : "actorctl help")}'.");
            return error.ExitCode;
        }
        catch (FaultException error)
        {
            console.Complain($"actorctl: {error.Message}");
            return error.Fault.ExitCode is 126 or 127 && verb is { StartsPrograms: true } ? error.Fault.ExitCode : verb?.FailureCode ?? 1;
        }
        catch (EngineConnectionException error)
        {
            console.Complain($"actorctl: {error.Message}");
            return verb?.FailureCode ?? 1;
        }
        catch (CommandException error)
        {
            console.Complain($"actorctl: {error.Message}");
            return error.ExitCode;
        }
        catch (TemplateException error)
        {
            console.Complain($"actorctl: --format: {error.Message}.");
            return 1;
        }
        catch (OutputClosedException)
        {
            return 141;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or MessageFormatException)
        {
            console.Complain($"actorctl: {error.Message}");
            return verb?.FailureCode ?? 1;
        }
        finally
        {
            RawMode.RestoreNow();
        }
    }

    private async Task<int> DispatchAsync(string[] words)
    {
        var global = GlobalOptions.Parse(words, out int at);
        if (global.Version) return VersionVerb.PrintClient(console);
        if (global.Help || at == words.Length)
        {
            console.Write(Overview.Text());
            return 0;
        }

        IReadOnlyList<string> given = words[(at + 1)..];
        if (VerbGroups.IsGroup(words[at]))
        {
            if (words[at] == "compose") given = ComposeOptions.Behind(given);
            if (given.Count == 0 || given[0] is "help" or "--help" or "-h")
            {
                console.Write(VerbGroups.Help(words[at]));
                return 0;
            }

            (verb, var before) = VerbGroups.Find(words[at], given[0]) ?? throw Unknown(words[at], given[0]);
            given = [.. before, .. given.Skip(1)];
        }
        else verb = VerbTable.Find(words[at]) ?? throw Unknown(words[at]);

        var arguments = Parser.Parse(verb, given);
        if (arguments.AsksForHelp)
        {
            console.Write(ManualPage.Text(verb));
            return 0;
        }

        return await verb.Run(new Invocation(arguments, global.Host ?? Endpoint(), console) { Node = global.Node, Reconnect = global.Reconnect ?? Reconnect() });
    }

    private static UsageException Unknown(string word)
    {
        string hint = Suggestion.For(word, VerbTable.Names) is { } near ? $" Did you mean '{near}'?" : "";
        return new UsageException($"there is no verb '{word}'.{hint}", 1);
    }

    private static UsageException Unknown(string group, string word)
    {
        string hint = Suggestion.For(word, VerbGroups.Words(group)) is { } near ? $" Did you mean '{group} {near}'?" : "";
        return new UsageException($"there is no verb '{group} {word}'.{hint}", 1);
    }

    private static EngineEndpoint Endpoint()
    {
        try
        {
            return EngineEndpoint.FromEnvironment();
        }
        catch (FormatException error)
        {
            throw new UsageException($"ACTORENGINE_HOST: {error.Message}");
        }
    }

    private static TimeSpan Reconnect()
    {
        if (Environment.GetEnvironmentVariable("ACTORENGINE_RECONNECT") is not { Length: > 0 } text) return TimeSpan.FromSeconds(30);
        return Durations.TryParse(text, out var value) ? value : throw new UsageException($"ACTORENGINE_RECONNECT: '{text}' is not a duration; write one such as 30s.");
    }
}

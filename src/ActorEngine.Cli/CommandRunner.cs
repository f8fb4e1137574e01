using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting.Templates;
using ActorEngine.Cli.Help;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Terminals;
using ActorEngine.Cli.Values;
using ActorEngine.Cli.Verbs;
using ActorEngine.Contracts;
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

        string name = VerbTable.Take(words, ref at);
        if (VerbTable.Families.Any(family => family.Key == name))
        {
            console.Write(Overview.Family(name));
            return at < words.Length ? 0 : 1;
        }

        verb = VerbTable.Find(name) ?? throw Unknown(name);
        var arguments = Parser.Parse(verb, words[at..]);
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

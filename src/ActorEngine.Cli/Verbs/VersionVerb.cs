using System.Text;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Cli.Formatting.Templates;
using ActorEngine.Cli.Terminals;
using ActorEngine.Contracts;
using ActorEngine.Shapes;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Verbs;

internal static class VersionVerb
{
    public static Verb Definition => new("version", "show the versions of actorctl and the engine")
    {
        Synopsis = ["[OPTIONS]"],
        Description = "Shows the versions of actorctl and of the engine it talks to, and which actor library the engine was built with. Without an engine it shows its own, and fails.",
        Options = [Option.Value("format", "FORMAT", "json, or a Go template such as '{{.Server.Version}}'.", 'f')],
        Most = 0,
        SeeAlso = ["info"],
        Run = RunAsync,
    };

    /// <summary>What <c>actorctl --version</c> prints.</summary>
    public static int PrintClient(CliConsole console)
    {
        console.WriteLine($"actorctl {ProductVersion.Text}");
        return 0;
    }

    private static async Task<int> RunAsync(Invocation call)
    {
        string? format = call.Arguments.Value("format");
        var template = format is null or "json" or "" ? null : Template.Of(call.Arguments, format);
        EngineVersion engine;
        try
        {
            engine = await call.AskAsync<EngineVersion>(new GetVersion());
        }
        catch (EngineConnectionException) when (string.IsNullOrEmpty(format))
        {
            call.Console.Write(Client());
            throw;
        }

        call.Console.Write(template is not null ? template.Render(Shape(engine)) + "\n"
            : format == "json" ? FieldsJson.Write(Shape(engine)) + "\n"
            : Client() + Server(engine));
        return 0;
    }

    private static string Client() => $"Client:\n Version:   {ProductVersion.Text}\n Protocol:  {ProtocolLimits.Version}\n";

    private static string Server(EngineVersion engine)
    {
        var text = new StringBuilder("\nServer:\n");
        text.Append($" Version:   {engine.Version}\n Protocol:  {engine.ProtocolVersion}\n Akka:      {engine.AkkaSource}\n");
        text.Append($" Framework: {engine.Framework}\n OS/Arch:   {engine.Os}/{engine.Architecture}\n Kernel:    {engine.KernelVersion}\n");
        return text.ToString();
    }

    private static Fields Shape(EngineVersion engine) => new()
    {
        ["Client"] = new Fields { ["Version"] = ProductVersion.Text, ["ProtocolVersion"] = ProtocolLimits.Version },
        ["Server"] = new Fields
        {
            ["Version"] = engine.Version,
            ["ProtocolVersion"] = engine.ProtocolVersion,
            ["AkkaSource"] = engine.AkkaSource,
            ["Framework"] = engine.Framework,
            ["Os"] = engine.Os,
            ["Arch"] = engine.Architecture,
            ["KernelVersion"] = engine.KernelVersion,
        },
    };
}

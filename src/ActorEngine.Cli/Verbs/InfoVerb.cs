using System.Text;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Cli.Formatting.Templates;
using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Verbs;

internal static class InfoVerb
{
    public static Verb Definition => new("info", "show facts about the engine and its host")
    {
        Synopsis = ["[OPTIONS]"],
        Description = "Shows the engine's containers and images in figures, its directories, runtimes and host, and what an operator should know.",
        Options = [Option.Value("format", "FORMAT", "json, or a Go template; the fields are those of the json form.", 'f')],
        Most = 0,
        SeeAlso = ["version", "tree"],
        Run = async call =>
        {
            string? format = call.Arguments.Value("format");
            var template = format is null or "json" or "" ? null : Template.Of(call.Arguments, format);
            var info = await call.AskAsync<EngineInfo>(new GetInfo());
            call.Console.Write(template is not null ? template.Render(Shape(info)) + "\n" : format == "json" ? FieldsJson.Write(Shape(info)) + "\n" : Text(info, call.Endpoint.ToString()));
            return 0;
        },
    };

    internal static string Text(EngineInfo info, string address)
    {
        var text = new StringBuilder();
        void Line(string name, object value) => text.Append($"{name}: {value}\n");
        Line("Engine", $"{info.Name} {info.Version}, process {info.Pid}, at {address}");
        Line("Id", info.Id);
        Line("Started at", Human.Full(info.StartedAt));
        Line("Containers", info.Containers);
        Line(" Running", info.Running);
        Line(" Paused", info.Paused);
        Line(" Stopped", info.Stopped);
        if (info.Recovering > 0) Line(" Being taken over", info.Recovering);
        Line("Images", info.Images);
        Line("State directory", info.StateDirectory);
        Line("Run directory", info.RunDirectory);
        Line("Default runtime", info.DefaultRuntime);
        text.Append("Runtimes:\n");
        foreach (var runtime in info.Runtimes)
            text.Append($" {runtime.Name}: {runtime.Path} {runtime.Version}{(runtime.Note.Length > 0 ? $" ({runtime.Note})" : "")}\n");
        Line("Log drivers", $"{string.Join(' ', info.LogDrivers)}; default {info.DefaultLogDriver}");
        Line("Cgroups", info.CgroupVersion);
        Line("Kernel", info.KernelVersion);
        Line("Operating system", info.OperatingSystem);
        Line("Architecture", info.Architecture);
        Line("CPUs", info.Cpus);
        Line("Memory", Human.BinarySize(info.MemoryBytes));
        foreach (string warning in info.Warnings) Line("Warning", warning);
        return text.ToString();
    }

    internal static Fields Shape(EngineInfo info) => new()
    {
        ["ID"] = info.Id,
        ["Name"] = info.Name,
        ["ServerVersion"] = info.Version,
        ["Pid"] = info.Pid,
        ["StartedAt"] = Human.Rfc3339(info.StartedAt),
        ["Containers"] = info.Containers,
        ["ContainersRunning"] = info.Running,
        ["ContainersPaused"] = info.Paused,
        ["ContainersStopped"] = info.Stopped,
        ["Recovering"] = info.Recovering,
        ["Images"] = info.Images,
        ["Driver"] = "overlayfs",
        ["StateDirectory"] = info.StateDirectory,
        ["RunDirectory"] = info.RunDirectory,
        ["CgroupVersion"] = info.CgroupVersion,
        ["KernelVersion"] = info.KernelVersion,
        ["OperatingSystem"] = info.OperatingSystem,
        ["OSType"] = "linux",
        ["Architecture"] = info.Architecture,
        ["NCPU"] = info.Cpus,
        ["MemTotal"] = info.MemoryBytes,
        ["DefaultRuntime"] = info.DefaultRuntime,
        ["Runtimes"] = info.Runtimes.Select(runtime => new Fields { ["Name"] = runtime.Name, ["Path"] = runtime.Path, ["Version"] = runtime.Version, ["Note"] = runtime.Note }).ToList(),
        ["LoggingDriver"] = info.DefaultLogDriver,
        ["Plugins"] = new Fields { ["Log"] = info.LogDrivers },
        ["Warnings"] = info.Warnings,
    };
}

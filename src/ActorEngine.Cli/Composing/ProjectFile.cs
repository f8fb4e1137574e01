using ActorEngine.Cli.CommandLine;
using ActorEngine.Compose;

namespace ActorEngine.Cli.Composing;

/// <summary>The project that a command line means.</summary>
internal static class ProjectFile
{
    private static readonly string[] Names = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"];

    /// <summary>Reads it and tells what was ignored.</summary>
    /// <param name="services">Services that are meant by name.</param>
    /// <exception cref="CommandException">There is no file, or it is not understood.</exception>
    public static ComposeProject Load(Invocation call, IReadOnlyList<string>? services = null)
    {
        var files = Files(call);
        if (files.Count == 0) throw new CommandException($"no compose file is here or in a directory above ({string.Join(", ", Names)}); name one with -f.");
        try
        {
            var project = ProjectLoader.Load(Request(call, files) with { Services = services ?? [] }, new DiskFiles());
            foreach (string warning in project.Warnings) call.Console.Complain($"actorctl: warning: {warning}");
            return project;
        }
        catch (ComposeException wrong)
        {
            throw new CommandException(wrong.Message);
        }
    }

    /// <summary>Its name alone: as given, or from the file, of which everything is on.</summary>
    /// <exception cref="CommandException">There is neither a name nor a file.</exception>
    public static string Name(Invocation call)
    {
        if (call.Arguments.Value("project-name") is { Length: > 0 } given) return given;
        if (call.Environment("COMPOSE_PROJECT_NAME") is { Length: > 0 } variable) return variable;
        var files = Files(call);
        if (files.Count == 0) throw new CommandException("no compose file is here or in a directory above; name one with -f, or the project with -p.");
        try
        {
            return ProjectLoader.Load(Request(call, files) with { Profiles = ["*"] }, new DiskFiles()).Settings.Name;
        }
        catch (ComposeException wrong)
        {
            throw new CommandException(wrong.Message);
        }
    }

    private static ComposeRequest Request(Invocation call, IReadOnlyList<string> files)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables()) environment[(string)variable.Key] = (string)variable.Value!;
        return new ComposeRequest
        {
            Files = files,
            ProjectDirectory = call.Arguments.Value("project-directory") is { } directory ? Path.GetFullPath(directory) : null,
            ProjectName = call.Arguments.Value("project-name"),
            EnvironmentFiles = [.. (call.Arguments.Has("env-file") ? call.Arguments.List("env-file") : Split(call.Environment("COMPOSE_ENV_FILES"), ",")).Select(Path.GetFullPath)],
            Profiles = call.Arguments.List("profile"),
            Environment = environment,
        };
    }

    private static IReadOnlyList<string> Files(Invocation call)
    {
        if (call.Arguments.List("file") is { Count: > 0 } given) return [.. given.Select(Path.GetFullPath)];
        if (call.Environment("COMPOSE_FILE") is { Length: > 0 } variable) return [.. Split(variable, call.Environment("COMPOSE_PATH_SEPARATOR") ?? ":").Select(Path.GetFullPath)];
        for (string? directory = call.Arguments.Value("project-directory") is { } named ? Path.GetFullPath(named) : Directory.GetCurrentDirectory(); directory is not null; directory = Path.GetDirectoryName(directory))
        {
            foreach (string name in Names)
            {
                string path = Path.Combine(directory, name);
                if (!File.Exists(path)) continue;
                string stem = path[..path.LastIndexOf('.')];
                string? over = ((string[])[$"{stem}.override.yaml", $"{stem}.override.yml"]).FirstOrDefault(File.Exists);
                return over is null ? [path] : [path, over];
            }
        }

        return [];
    }

    private static string[] Split(string? text, string separator) => (text ?? "").Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

using ActorEngine.Linux;

namespace ActorEngine.Daemon;

/// <summary>The engine's directories, held by one daemon at a time.</summary>
internal sealed class StateDirectory : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode Reachable = Private | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly FileLock held;

    private StateDirectory(FileLock held, string engineId) => (this.held, EngineId) = (held, engineId);

    /// <summary>Random, made with the directory.</summary>
    public string EngineId { get; }

    /// <exception cref="StartException">Another daemon holds it, or it cannot be written.</exception>
    public static StateDirectory Take(EngineOptions options)
    {
        try
        {
            Directory.CreateDirectory(options.StateDirectory, Private);
            Directory.CreateDirectory(options.RunDirectory, Reachable);
            foreach (string below in (string[])["containers", "runtimes"])
                Directory.CreateDirectory(Path.Combine(options.RunDirectory, below), Private);
            string path = Path.Combine(options.StateDirectory, "lock");
            var held = FileLock.TryTake(path)
                ?? throw new StartException($"Another actord holds {options.StateDirectory} (process {ReadOwner(options)}). Stop it, or choose another directory with --state or ACTORENGINE_STATE.");
            File.WriteAllText(OwnerPath(options), $"{Environment.ProcessId}\n");
            return new StateDirectory(held, ReadId(options.StateDirectory));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The directories {options.StateDirectory} and {options.RunDirectory} must be writable: {error.Message}", error);
        }
    }

    public void Dispose() => held.Dispose();

    private static string OwnerPath(EngineOptions options) => Path.Combine(options.StateDirectory, "owner");

    private static string ReadOwner(EngineOptions options) =>
        File.Exists(OwnerPath(options)) && File.ReadAllText(OwnerPath(options)).Trim() is { Length: > 0 } pid ? pid : "unknown";

    private static string ReadId(string directory)
    {
        string path = Path.Combine(directory, "engine-id");
        if (File.Exists(path) && File.ReadAllText(path).Trim() is { Length: > 0 } id) return id;
        id = Guid.NewGuid().ToString();
        File.WriteAllText(path, id + "\n");
        return id;
    }
}

using ActorEngine.Contracts;

namespace ActorEngine.LogDrivers.Tests.Support;

/// <summary>Fixed values for tests.</summary>
internal static class Samples
{
    public static readonly ContainerId Id = new(new string('a', 64));

    public static LogSettings Log(string driver, params string[] options) => new()
    {
        Driver = driver,
        Options = options.ToDictionary(option => option[..option.IndexOf('=')], option => option[(option.IndexOf('=') + 1)..]),
        MaxSize = 1 << 20,
        MaxFiles = 4,
    };

    public static LogPlan Plan(string driver, params string[] options) => LogPlan.Of(Log(driver, options));

    public static ContainerView View(LogSettings log, string directory = "/nowhere/log", ContainerStatus status = ContainerStatus.Running, LogPosition? end = null)
    {
        var labels = new Dictionary<string, string> { ["team"] = "web & co", ["com.example.tier"] = "2" };
        var summary = new ContainerSummary
        {
            Id = Id, Name = "web", Image = "nginx:1", ImageId = new Digest("sha256:" + new string('b', 64)), Command = "nginx -g x", Status = status, Labels = labels,
        };
        var inspection = new ContainerInspection
        {
            Id = Id,
            Name = "web",
            State = new ContainerStateInfo { Status = status },
            Settings = new ContainerSettings { Image = new ImageReference("nginx:1"), Log = log, Environment = ["MODE=fast", "EMPTY="], Labels = labels },
            ImageConfiguration = new ImageConfiguration { Environment = ["PATH=/bin", "MODE=slow"] },
            LogPath = Path.Combine(Path.GetDirectoryName(directory)!, $"{Id.Value}-json.log"),
        };
        return new ContainerView(summary, inspection) { LogDirectory = directory, Run = 1, FinalLogPosition = end };
    }
}

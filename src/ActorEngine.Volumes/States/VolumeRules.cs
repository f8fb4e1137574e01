using ActorEngine.Contracts;

namespace ActorEngine.Volumes;

/// <summary>What is refused of volumes.</summary>
internal static class VolumeRules
{
    /// <summary>Docker's label of volumes that nobody named.</summary>
    public const string AnonymousLabel = "com.docker.volume.anonymous";

    /// <summary>Null when a volume may have this name.</summary>
    public static Fault? CheckName(string name)
    {
        if (name.Length < 2) return Invalid("name", $"volume name '{name}' is too short, names should be at least two alphanumeric characters");
        if (name.Length > 255) return Invalid("name", "a volume's name has 255 characters at most");
        bool good = char.IsAsciiLetterOrDigit(name[0]);
        foreach (char c in name) good &= char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';
        return good ? null : Invalid("name", $"'{name}' includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use absolute path");
    }

    /// <summary>Null when its driver can make it so.</summary>
    public static Fault? CheckOptions(string driver, IReadOnlyDictionary<string, string> options) => driver == VolumeRecord.Local ? LocalOptions.Check(options) : null;

    /// <summary>The volume that a request means: the one that is there, or a new one; or why not.</summary>
    public static (VolumeRecord? Volume, bool IsNew, Fault? Fault) Read(CreateVolume create, VolumesState state, Func<string> newName, DateTimeOffset now)
    {
        bool anonymous = string.IsNullOrEmpty(create.Name);
        string name = anonymous ? newName() : create.Name!;
        string driver = create.Driver.Length == 0 ? VolumeRecord.Local : create.Driver;
        if (CheckName(name) is { } bad) return (null, false, bad);
        if (CheckOptions(driver, create.Options) is { } wrong) return (null, false, wrong);
        if (state.Find(new VolumeName(name)) is { } known)
            return Differs(known, driver, create.Options) is { } conflict ? (null, false, conflict) : (known, false, null);
        var labels = new Dictionary<string, string>(create.Labels);
        if (anonymous) labels[AnonymousLabel] = "";
        return (new VolumeRecord(new VolumeName(name)) { Driver = driver, Options = create.Options, Labels = labels, CreatedAt = now, Anonymous = anonymous }, true, null);
    }

    public static Fault Missing(VolumeName name) => new(FaultCode.NotFound, $"No such volume: {name}") { Field = "volume" };

    public static Fault InUse(VolumeName name, IEnumerable<string> containers) =>
        new(FaultCode.Conflict, $"remove {name}: volume is in use by container {string.Join(", ", containers.Take(5))}; remove that first.");

    public static Fault BeingRemoved(VolumeName name) => new(FaultCode.Conflict, $"Volume {name} is being removed; ask again.");

    private static Fault? Differs(VolumeRecord known, string driver, IReadOnlyDictionary<string, string> options)
    {
        if (known.Driver != driver)
            return new Fault(FaultCode.Conflict, $"A volume named {known.Name} already exists with the driver {known.Driver}; choose a different name.") { Field = "driver" };
        bool same = options.Count == 0 || (known.Options.Count == options.Count && options.All(option => known.Options.GetValueOrDefault(option.Key) == option.Value));
        return same ? null : new Fault(FaultCode.Conflict, $"A volume named {known.Name} already exists with other options; choose a different name.") { Field = "options" };
    }

    private static Fault Invalid(string field, string message) => new(FaultCode.InvalidArgument, message + ".") { Field = field };
}

using System.Text.RegularExpressions;
using ActorEngine.Contracts;

namespace ActorEngine.Daemon;

/// <summary>Docker's filters of <c>ps</c>. The same key twice means either (labels: both); different keys mean both.</summary>
internal sealed class ContainerFilter
{
    private static readonly string[] Keys = ["id", "name", "label", "status", "health", "exited", "ancestor", "before", "since", "network", "volume", "publish", "expose", "is-task", "isolation"];
    private readonly List<Func<ContainerView, bool>> tests = [];
    private readonly List<PortFilter> ports = [];

    /// <summary>True where the filters choose by state, so that containers which do not run are looked at too.</summary>
    public bool NamesStates { get; private set; }

    /// <summary>True where the filters choose by label.</summary>
    public bool NamesLabels { get; private set; }

    /// <summary>Null with a fault where a filter is unknown or its value wrong.</summary>
    public static ContainerFilter? Create(IReadOnlyList<Filter> filters, Func<string, ContainerView?> find, Func<string, string?> network, out Fault? fault)
    {
        var made = new ContainerFilter();
        fault = null;
        foreach (var group in filters.GroupBy(filter => filter.Key))
        {
            if (group.Key is "publish" or "expose")
            {
                foreach (var filter in group)
                {
                    if (PortFilter.TryParse(filter) is not { } port)
                    {
                        fault = Wrong(filter, "it must be PORT[-PORT][/PROTOCOL]");
                        return null;
                    }

                    made.ports.Add(port);
                }

                continue;
            }

            var alternatives = new List<Func<ContainerView, bool>>();
            foreach (var filter in group)
            {
                if (Test(filter, find, network, out fault) is not { } test) return null;
                alternatives.Add(test);
            }

            made.NamesLabels |= group.Key == "label";
            made.NamesStates |= group.Key is "status" or "exited";
            if (group.Key == "label") made.tests.AddRange(alternatives);
            else made.tests.Add(view => alternatives.Any(test => test(view)));
        }

        return made;
    }

    public bool Matches(ContainerView view) => tests.All(test => test(view));

    private static Func<ContainerView, bool>? Test(Filter filter, Func<string, ContainerView?> find, Func<string, string?> network, out Fault? fault)
    {
        fault = null;
        string value = filter.Value;
        switch (filter.Key)
        {
            case "id":
                return view => view.Id.Value.StartsWith(value, StringComparison.Ordinal);
            case "name":
                return NameTest(value, out fault);
            case "label":
                int equals = value.IndexOf('=');
                return equals < 0
                    ? view => view.Summary.Labels.ContainsKey(value)
                    : view => view.Summary.Labels.TryGetValue(value[..equals], out string? text) && text == value[(equals + 1)..];
            case "status":
                if (Enum.TryParse<ContainerStatus>(value, ignoreCase: true, out var status)) return view => view.Status == status;
                fault = Wrong(filter, $"it must be one of {string.Join(", ", Enum.GetNames<ContainerStatus>()).ToLowerInvariant()}");
                return null;
            case "health":
                if (value == "none") return view => view.Summary.Health is null;
                if (value is "starting" or "healthy" or "unhealthy") return view => view.Summary.Health?.ToString().Equals(value, StringComparison.OrdinalIgnoreCase) == true;
                fault = Wrong(filter, "it must be starting, healthy, unhealthy or none");
                return null;
            case "exited":
                if (int.TryParse(value, out int code)) return view => view.Status == ContainerStatus.Exited && view.Summary.Exit?.Code == code;
                fault = Wrong(filter, "it must be an exit code");
                return null;
            case "ancestor":
                return view => IsImage(view.Summary, value);
            case "network":
                // By its id too, however a container names it.
                string name = network(value) ?? value;
                return view => Names(view).Any(own => own == value || own == name || network(own) == name);
            case "volume":
                return view => view.Summary.Mounts.Contains(value) || view.Inspection.Settings.Mounts.Any(mount => mount.Target == value);
            case "is-task":
                if (bool.TryParse(value, out bool task)) return _ => !task;
                fault = Wrong(filter, "it must be true or false");
                return null;
            case "isolation":
                return _ => value is "" or "default";
            case "before" or "since":
                if (find(value) is not { } other)
                {
                    fault = new Fault(FaultCode.NotFound, $"No such container: {value}") { Field = "filters" };
                    return null;
                }

                return filter.Key == "before"
                    ? view => view.Summary.CreatedAt < other.Summary.CreatedAt
                    : view => view.Summary.CreatedAt > other.Summary.CreatedAt;
            default:
                fault = new Fault(FaultCode.InvalidArgument, $"invalid filter '{filter.Key}': filters of containers are {string.Join(", ", Keys)}.") { Field = "filters" };
                return null;
        }
    }

    /// <summary>Filters by port look at rows that have their ports.</summary>
    public bool MatchesPorts(ContainerSummary row) => ports.Count == 0 || ports.Exists(port => port.Matches(row));

    private static IEnumerable<string> Names(ContainerView view) => view.Inspection.Settings.MoreNetworks.Select(choice => choice.Network).Prepend(view.Summary.Network);

    private static Func<ContainerView, bool>? NameTest(string pattern, out Fault? fault)
    {
        fault = null;
        if (pattern.All(c => char.IsLetterOrDigit(c) || c is '-' or '_')) return view => view.Summary.Name.Contains(pattern, StringComparison.Ordinal);
        try
        {
            var expression = new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
            return view => expression.IsMatch(view.Summary.Name) || expression.IsMatch("/" + view.Summary.Name);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            fault = Wrong(new Filter("name", pattern), error.Message);
            return null;
        }
    }

    private static bool IsImage(ContainerSummary row, string wanted) =>
        row.Image == wanted || row.Image == wanted + ":latest" || (row.Image.EndsWith(":latest", StringComparison.Ordinal) && row.Image[..^":latest".Length] == wanted)
        || row.ImageId.Value == wanted || (wanted.Length >= 4 && row.ImageId.Value?.StartsWith("sha256:" + wanted, StringComparison.Ordinal) == true);

    private static Fault Wrong(Filter filter, string why) =>
        new(FaultCode.InvalidArgument, $"invalid filter '{filter.Key}={filter.Value}': {why}.") { Field = "filters" };
}

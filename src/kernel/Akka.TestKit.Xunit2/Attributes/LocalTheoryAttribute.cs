using Xunit;
using Xunit.Sdk;

namespace Akka.TestKit.Xunit2.Attributes;

/// <summary>A test with data that XUNIT_SKIP_LOCAL_THEORY=true leaves out.</summary>
[XunitTestCaseDiscoverer("Xunit.Sdk.TheoryDiscoverer", "xunit.execution.{Platform}")]
[AttributeUsage(AttributeTargets.Method, AllowMultiple = false)]
public class LocalTheoryAttribute : TheoryAttribute
{
    private string? _skip;

    public override string? Skip
    {
        get => _skip ?? (LocalSkip.Asked("XUNIT_SKIP_LOCAL_THEORY") ? SkipLocal ?? "Local facts are being skipped" : null);
        set => _skip = value;
    }

    public string? SkipLocal { get; set; }
}

/// <summary>Whether a variable of the environment asks to leave tests out.</summary>
internal static class LocalSkip
{
    public static bool Asked(string variable) => string.Equals(Environment.GetEnvironmentVariable(variable), "true", StringComparison.OrdinalIgnoreCase);
}

using ActorEngine.Contracts;
using ActorEngine.LogDrivers.Tests.Support;

namespace ActorEngine.LogDrivers.Tests.Options;

public sealed class LogRulesTests
{
    [Theory]
    [InlineData("gelf", "", "no log driver named 'gelf' is registered; the drivers are json-file, local, journald, syslog, otlp, none")]
    [InlineData("json-file", "max-sise=1m", "unknown log opt 'max-sise' for json-file log driver; the options are compress, env, env-regex, labels")]
    [InlineData("local", "syslog-address=udp://h", "unknown log opt 'syslog-address' for local")]
    [InlineData("none", "max-size=1m", "invalid logging opts for driver none")]
    [InlineData("json-file", "max-size=lots", "max-size=lots: it must be a size such as 10m")]
    [InlineData("json-file", "max-file=0", "max-file=0: it must be a number from 1")]
    [InlineData("json-file", "compress=maybe", "compress=maybe: it must be true or false")]
    [InlineData("json-file", "compress=true max-file=1", "compress cannot be true when max-file is less than 2")]
    [InlineData("json-file", "compress=true max-size=0", "compress cannot be true")]
    [InlineData("json-file", "mode=sometimes", "mode=sometimes: it must be blocking or non-blocking")]
    [InlineData("json-file", "max-buffer-size=1m", "max-buffer-size option is only supported with 'mode=non-blocking'")]
    [InlineData("json-file", "mode=non-blocking max-buffer-size=much", "max-buffer-size=much: it must be a size")]
    [InlineData("json-file", "tag={{.Nmae}}", "there is no field '.Nmae'; the fields are .ID, .FullID, .Name")]
    [InlineData("json-file", "tag={{.Name", "a {{ is not closed by }}")]
    [InlineData("json-file", "labels-regex=(", "labels-regex=(: it must be a regular expression")]
    [InlineData("syslog", "syslog-address=http://h", "syslog-address=http://h: it must be unix://PATH")]
    [InlineData("syslog", "syslog-facility=loud", "syslog-facility=loud: it must be a number from 0 to 23 or one of kern")]
    [InlineData("syslog", "syslog-format=xml", "syslog-format=xml: it must be rfc3164")]
    [InlineData("syslog", "syslog-tls-ca-cert=/not/there", "syslog-tls-ca-cert=/not/there: it must be the path of a PEM file")]
    [InlineData("syslog", "syslog-tls-cert=/etc/hostname", "syslog-tls-cert and syslog-tls-key belong together")]
    [InlineData("otlp", "", "needs otlp-endpoint")]
    [InlineData("otlp", "otlp-endpoint=collector:4317", "otlp-endpoint=collector:4317: it must be a URL")]
    [InlineData("otlp", "otlp-endpoint=http://c otlp-headers=x", "otlp-headers=x: it must be NAME=VALUE")]
    public void What_is_wrong_is_named_with_what_would_be_right(string driver, string options, string expected)
    {
        var fault = LogRules.Check(LogRules.Settle(Samples.Log(driver, options.Split(' ', StringSplitOptions.RemoveEmptyEntries)), new LogDefaults()));
        Assert.Equal((FaultCode.InvalidArgument, "log"), (fault!.Code, fault.Field));
        Assert.Contains(expected, fault.Message);
    }

    [Theory]
    [InlineData("json-file", "max-size=10m max-file=3 compress=true labels=a,b env-regex=^X tag={{.ImageName}}/{{.Name}}/{{.ID}} mode=non-blocking max-buffer-size=4m")]
    [InlineData("syslog", "syslog-address=tcp+tls://[::1]:6514 syslog-facility=local3 syslog-format=rfc5424micro syslog-tls-skip-verify=true")]
    [InlineData("syslog", "syslog-address=udp://logs.example syslog-facility=23")]
    [InlineData("otlp", "otlp-endpoint=https://c:4318 otlp-headers=x-key=a%20b,y=2 otlp-timeout=5s otlp-compression=gzip")]
    [InlineData("journald", "tag=x labels=team cache-max-size=1m cache-disabled=false")]
    [InlineData("local", "max-size=-1 compress=false")]
    [InlineData("none", "")]
    public void Good_settings_pass(string driver, string options) =>
        Assert.Null(LogRules.Check(LogRules.Settle(Samples.Log(driver, options.Split(' ', StringSplitOptions.RemoveEmptyEntries)), new LogDefaults())));

    [Fact]
    public void A_container_that_names_nothing_gets_the_engines_driver_and_options()
    {
        var defaults = new LogDefaults { Driver = "json-file", Options = new Dictionary<string, string> { ["max-size"] = "10m", ["labels"] = "team" } };
        var settled = LogRules.Settle(new LogSettings { Options = new Dictionary<string, string> { ["max-size"] = "5m" } }, defaults);
        Assert.Equal(("json-file", "5m", "team"), (settled.Driver, settled.Options["max-size"], settled.Options["labels"]));
        Assert.Equal((5_000_000, 4), (settled.MaxSize, settled.MaxFiles));
        // The options of one driver are nothing to another.
        Assert.Empty(LogRules.Settle(new LogSettings { Driver = "journald" }, defaults).Options);
    }

    [Fact]
    public void The_shims_files_are_as_large_as_the_drivers_own_and_hold_what_may_wait()
    {
        Assert.Equal((1 << 20, 2), Bounds("none"));
        Assert.Equal((2_000_000, 7), Bounds("local", "max-size=2m", "max-file=7"));
        Assert.Equal((2_000_000, 7), Bounds("json-file", "max-size=2m", "max-file=7"));
        Assert.Equal((3_000_000, 5), Bounds("syslog", "cache-max-size=3m", "cache-max-file=5"));
        Assert.Equal((1_000_000, 12), Bounds("json-file", "max-size=1m", "max-file=2", "mode=non-blocking", "max-buffer-size=10m"));
        // One file alone would be gone at the moment it is full.
        Assert.Equal((1_000_000, 2), Bounds("json-file", "max-size=1m", "max-file=1"));
        Assert.Equal((1_000_000, 1), Bounds("local", "max-size=1m", "max-file=1"));

        static (long?, int?) Bounds(string driver, params string[] options)
        {
            var settled = LogRules.Settle(Samples.Log(driver, options), new LogDefaults());
            return (settled.MaxSize, settled.MaxFiles);
        }
    }

    [Theory]
    [InlineData("10", 10)]
    [InlineData("10k", 10_000)]
    [InlineData("1.5m", 1_500_000)]
    [InlineData("2 GB", 2_000_000_000)]
    [InlineData("4MiB", 4 << 20)]
    [InlineData("-1", 0)]
    public void Sizes_of_files_are_decimal_as_Dockers(string text, long bytes)
    {
        Assert.True(LogSizes.TryFile(text, out long read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("1x")]
    [InlineData("1mm")]
    [InlineData("-5m")]
    public void What_is_no_size_is_refused(string text) => Assert.False(LogSizes.TryFile(text, out _));

    [Fact]
    public void A_buffers_kilobytes_have_1024_bytes_as_Dockers()
    {
        Assert.True(LogSizes.TryBuffer("4m", out long bytes));
        Assert.Equal(4 << 20, bytes);
    }

    [Fact]
    public void None_is_not_readable_and_local_compresses_unless_told_otherwise()
    {
        Assert.False(Samples.Plan("none").IsReadable);
        Assert.False(Samples.Plan("syslog", "cache-disabled=true").IsReadable);
        Assert.True(Samples.Plan("syslog").IsReadable);
        Assert.True(Samples.Plan("local").CompressesLog);
        Assert.False(Samples.Plan("local", "compress=false").CompressesLog);
        Assert.False(Samples.Plan("local", "max-file=1").CompressesLog);
        Assert.False(Samples.Plan("json-file", "compress=true").CompressesLog);
        Assert.True(Samples.Plan("syslog", "cache-compress=true").CompressesLog);
    }
}

using Feedforward.Randomness;

namespace Feedforward.Tabular.Tuning;

/// <summary>
/// What a search chooses from: a range for each <see cref="HyperParameter"/> that is searched, a value for each that was fixed; all
/// others are the preset's. Immutable.
/// </summary>
public sealed class SearchSpace
{
    private readonly Preset _preset;
    private readonly LearningTask _task;

    private SearchSpace(Preset preset, LearningTask task, OrderedDictionary<string, ValueRange> ranges, OrderedDictionary<string, string> values)
    {
        (_preset, _task) = (preset, task);
        (Searched, Fixed) = (ranges, values);
    }

    /// <summary>The ranges of what is searched, by name.</summary>
    public IReadOnlyDictionary<string, ValueRange> Searched { get; }

    /// <summary>The values of what was fixed, by name.</summary>
    public IReadOnlyDictionary<string, string> Fixed { get; }

    /// <summary>The usual space around a preset.</summary>
    /// <param name="preset">Where the search begins: its first trial.</param>
    /// <param name="task">What is predicted.</param>
    public static SearchSpace For(Preset preset, LearningTask task)
    {
        ArgumentNullException.ThrowIfNull(preset);
        var ranges = new OrderedDictionary<string, ValueRange>();
        foreach (var parameter in HyperParameter.All)
        {
            if (parameter.UsualRange(preset, task) is { } range)
            {
                ranges.Add(parameter.Name, range);
            }
        }

        return new SearchSpace(preset, task, ranges, []);
    }

    /// <summary>The space in which a hyper-parameter has one value.</summary>
    /// <param name="name">The hyper-parameter.</param>
    /// <param name="value">Its value in all trials and in the final model.</param>
    /// <exception cref="ArgumentException">There is no such hyper-parameter, or it cannot have that value.</exception>
    public SearchSpace Fix(string name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var parameter = Fitting(name);
        if (!parameter.Domain.Contains(value))
        {
            throw new ArgumentException($"{parameter.Name} cannot be '{value}'; it is {parameter.Domain.Describe()}.", nameof(value));
        }

        return With(parameter, null, value);
    }

    /// <summary>The space in which a hyper-parameter is searched among other values.</summary>
    /// <param name="name">The hyper-parameter.</param>
    /// <param name="range">Two ends such as <c>0.001..0.1</c>, or names such as <c>relu,mish</c>. The scale is that of the hyper-parameter.</param>
    /// <exception cref="ArgumentException">There is no such hyper-parameter, or it cannot have these values.</exception>
    public SearchSpace Range(string name, string range)
    {
        ArgumentNullException.ThrowIfNull(range);
        var parameter = Fitting(name);
        var part = parameter.Domain.Part(range)
            ?? throw new ArgumentException(
                $"{parameter.Name} cannot be searched in '{range}'; write {(parameter.Domain is NumberRange ? "two ends, the smaller one first, such as " + Example(parameter) : "some of its values, such as " + Example(parameter))}, within {parameter.Domain.Describe()}.",
                nameof(range));
        return With(parameter, part is ChoiceRange choices ? choices with { Preferred = parameter.In(_preset) } : part, null);
    }

    /// <summary>
    /// The configuration with a number: a function of the space, the seed and the number alone. Number 0 is the preset's own, brought into
    /// the ranges where it lies outside.
    /// </summary>
    /// <param name="seed">The seed.</param>
    /// <param name="number">Which one, from 0.</param>
    public Configuration Configuration(ulong seed, int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        var random = new RandomStream(seed, RandomPurpose.Search, (uint)number);
        var values = new OrderedDictionary<string, string>();
        for (var place = 0; place < HyperParameter.All.Count; place++)
        {
            var parameter = HyperParameter.All[place];
            if (Fixed.TryGetValue(parameter.Name, out var value))
            {
                values.Add(parameter.Name, value);
            }
            else if (Searched.TryGetValue(parameter.Name, out var range))
            {
                values.Add(parameter.Name, number == 0 ? range.Nearest(parameter.In(_preset)) : range.Draw(random.Uniform(place)));
            }
        }

        return new Configuration(number, values);
    }

    /// <summary>Every hyper-parameter that is searched or fixed, with its range or value in words.</summary>
    public OrderedDictionary<string, string> Describe()
    {
        var texts = new OrderedDictionary<string, string>();
        foreach (var parameter in HyperParameter.All)
        {
            if (Fixed.TryGetValue(parameter.Name, out var value))
            {
                texts.Add(parameter.Name, value);
            }
            else if (Searched.TryGetValue(parameter.Name, out var range))
            {
                texts.Add(parameter.Name, range.Describe());
            }
        }

        return texts;
    }

    private static string Example(HyperParameter parameter) => parameter.Domain switch
    {
        NumberRange { IsWhole: true } => "16..64",
        NumberRange => "0.001..0.1",
        ChoiceRange choices => string.Join(',', choices.Values.Take(2)),
        _ => parameter.Domain.Describe(),
    };

    private HyperParameter Fitting(string name)
    {
        var parameter = HyperParameter.Named(name);
        return parameter.Fits(_task) ? parameter : throw new ArgumentException($"{parameter.Name} has a meaning for classes alone; here a number is predicted.", nameof(name));
    }

    private SearchSpace With(HyperParameter parameter, ValueRange? range, string? value)
    {
        var ranges = new OrderedDictionary<string, ValueRange>(Searched.Where(pair => pair.Key != parameter.Name));
        var values = new OrderedDictionary<string, string>(Fixed.Where(pair => pair.Key != parameter.Name));
        if (range is not null)
        {
            ranges.Add(parameter.Name, range);
        }

        if (value is not null)
        {
            values.Add(parameter.Name, value);
        }

        return new SearchSpace(_preset, _task, ranges, values);
    }
}

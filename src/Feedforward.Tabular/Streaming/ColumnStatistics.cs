namespace Feedforward.Tabular;

/// <summary>What an encoder needs to know of a column, gathered part by part in bounded memory.</summary>
internal abstract class ColumnStatistics(string column) : IMergeable
{
    /// <summary>Cells that have no value.</summary>
    protected bool HasMissing { get; set; }

    protected string Column => column;

    /// <summary>What else is known.</summary>
    protected abstract IReadOnlyList<IMergeable> Parts { get; }

    /// <summary>The largest error of a rank, as a share of the rows; 0 where nothing is approximate.</summary>
    public virtual double RankError => 0;

    /// <summary>A notice about what was approximate, or null.</summary>
    public virtual Notice? Notice => null;

    /// <summary>The statistics that a feature's encoder is fitted with.</summary>
    /// <param name="feature">The column, which is no vector.</param>
    /// <param name="options">Which encoders.</param>
    /// <param name="sketchSize">How many numbers a buffer of a quantile sketch holds.</param>
    public static ColumnStatistics For(FeatureColumn feature, PreprocessingOptions options, int sketchSize) => feature.Kind switch
    {
        ColumnKind.Number when options.Numbers == NumberScaling.Standard => new Numbers(feature.Name),
        ColumnKind.Number => new Ranks(feature.Name, options.Numbers, sketchSize),
        ColumnKind.Boolean => new Truths(feature.Name),
        ColumnKind.Date => new Dates(feature.Name),
        ColumnKind.Category => new Categories(feature.Name, feature.Numeric, options.CodesFrom),
        _ => throw new DataException($"Column '{feature.Name}' holds vectors, which cannot be streamed.", column: feature.Name),
    };

    /// <summary>Takes some rows of a table.</summary>
    public abstract void Add(Table table, int[] rows);

    public virtual void Write(BinaryWriter writer)
    {
        writer.Write(HasMissing);
        foreach (var part in Parts)
        {
            part.Write(writer);
        }
    }

    public virtual void Merge(BinaryReader reader)
    {
        HasMissing |= reader.ReadBoolean();
        foreach (var part in Parts)
        {
            part.Merge(reader);
        }
    }

    /// <summary>The encoder.</summary>
    public abstract FeatureEncoder Fit();

    private sealed class Numbers(string column) : ColumnStatistics(column)
    {
        private readonly RunningMoments _moments = new();

        protected override IReadOnlyList<IMergeable> Parts => [_moments];

        public override void Add(Table table, int[] rows)
        {
            var numbers = ColumnView.Numbers(table[Column], table, rows);
            _moments.Add(numbers);
            HasMissing |= numbers.Any(float.IsNaN);
        }

        public override FeatureEncoder Fit() => new NumberEncoder(Column, _moments.Mean, _moments.Deviation, HasMissing);
    }

    private sealed class Ranks(string column, NumberScaling scaling, int sketchSize) : ColumnStatistics(column)
    {
        private readonly QuantileSketch _sketch = new(sketchSize);

        protected override IReadOnlyList<IMergeable> Parts => [_sketch];

        public override double RankError => _sketch.RankError;

        public override void Add(Table table, int[] rows)
        {
            var numbers = ColumnView.Numbers(table[Column], table, rows);
            _sketch.Add(numbers);
            HasMissing |= numbers.Any(float.IsNaN);
        }

        public override FeatureEncoder Fit()
        {
            var values = _sketch.ToDistribution();
            return scaling switch
            {
                NumberScaling.Robust => RobustNumberEncoder.Of(Column, values, HasMissing),
                NumberScaling.Quantile => QuantileEncoder.Of(Column, values, HasMissing),
                _ => new NumberAndRankEncoder(RobustNumberEncoder.Of(Column, values, HasMissing), QuantileEncoder.Of(Column, values, missing: false)),
            };
        }
    }

    private sealed class Truths(string column) : ColumnStatistics(column)
    {
        private readonly RunningMoments _moments = new();

        protected override IReadOnlyList<IMergeable> Parts => [_moments];

        public override void Add(Table table, int[] rows)
        {
            var truths = ColumnView.Booleans(table[Column], table, rows);
            _moments.Add(truths);
            HasMissing |= truths.Any(float.IsNaN);
        }

        public override FeatureEncoder Fit() => new BooleanEncoder(Column, _moments.Mean, HasMissing);
    }

    private sealed class Dates(string column) : ColumnStatistics(column)
    {
        private readonly RunningMoments[] _moments = [.. Enum.GetValues<DatePart>().Select(_ => new RunningMoments())];
        private bool _hasTime;

        protected override IReadOnlyList<IMergeable> Parts => _moments;

        public override void Write(BinaryWriter writer)
        {
            writer.Write(_hasTime);
            base.Write(writer);
        }

        public override void Merge(BinaryReader reader)
        {
            _hasTime |= reader.ReadBoolean();
            base.Merge(reader);
        }

        public override void Add(Table table, int[] rows)
        {
            var dates = ColumnView.Dates(table[Column], table, rows);
            HasMissing |= dates.Any(date => date is null);
            _hasTime |= dates.Any(date => date is { HasTime: true });
            foreach (var part in Enum.GetValues<DatePart>())
            {
                _moments[(int)part].Add(Array.ConvertAll(dates, date => date is { } known ? DatePartScale.Of(known.Date, part) : float.NaN));
            }
        }

        public override FeatureEncoder Fit() => new DateEncoder(
            Column,
            [
                .. Enum.GetValues<DatePart>().Where(part => part != DatePart.Hour || _hasTime)
                    .Select(part => new DatePartScale(part, _moments[(int)part].Mean, _moments[(int)part].Deviation)),
            ],
            HasMissing);
    }

    private sealed class Categories(string column, bool numeric, int? codesFrom) : ColumnStatistics(column)
    {
        // Ten times as many as are told apart at most.
        private const int Most = 10 * CategoryCodeEncoder.MaximumCategories;
        private readonly CategoryCounts _counts = new(numeric);

        protected override IReadOnlyList<IMergeable> Parts => [_counts];

        public override Notice? Notice => _counts.Error == 0 ? null : new Notice(
            NoticeKind.ManyCategories,
            Column,
            $"Column '{Column}' has more than {Most} categories; which are the most frequent was counted to within {_counts.Error} rows.");

        public override void Add(Table table, int[] rows)
        {
            _counts.Add(table[Column], rows);
            _counts.Prune(Most);
        }

        public override void Merge(BinaryReader reader)
        {
            base.Merge(reader);
            _counts.Prune(Most);
        }

        public override FeatureEncoder Fit() => Math.Max(_counts.Distinct, _counts.Error > 0 ? Most : 0) >= codesFrom
            ? CategoryCodeEncoder.Of(Column, _counts, numeric)
            : CategoryEncoder.Of(Column, _counts, numeric);
    }
}
